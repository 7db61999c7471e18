package dev.sluice.gateway;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium without a window and with a profile of its own, from the {@code PATH}, as is its driver: nothing is downloaded.
 *
 * <p>As an extension it leaves a picture of the page in {@code target/screenshots} when a test fails.
 */
final class Browser implements AfterTestExecutionCallback, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium", "chromium-browser", "google-chrome"));
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                // Chromium has no sandbox for root, whom containers run it as; it sees nothing but pages of ours.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--window-size=1400,2400");
        ChromeDriverService service = ChromeDriverService.createDefaultService();
        service.setExecutable(onPath("chromedriver").getPath());
        return new Browser(new ChromeDriver(service, options));
    }

    void open(String address) {
        driver.get(address);
    }

    /** The first element that a CSS selector finds in a part of the page, as soon as it can be seen. */
    WebElement shown(SearchContext part, String selector) {
        return eventually(selector + " to be shown", () -> firstShown(part, selector));
    }

    WebElement shown(String selector) {
        return shown(driver, selector);
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Clicks on an element, as soon as it is there and nothing moves over it. */
    void click(SearchContext part, String selector) {
        eventually(selector + " to be clicked", () -> {
            WebElement element = firstShown(part, selector);
            if (element != null) {
                element.click();
            }
            return element;
        });
    }

    void click(String selector) {
        click(driver, selector);
    }

    /** Replaces the text of a field. The driver's own keys know no character beyond 16 bits; this is what a paste does. */
    void fill(WebElement field, String text) {
        driver.executeScript("arguments[0].focus(); arguments[0].select()", field);
        driver.executeCdpCommand("Input.insertText", Map.of("text", text));
        eventually("the field to hold " + text, () -> text.equals(field.getDomProperty("value")) ? field : null);
    }

    /** Waits for what a supplier gives that is not null; an element that is not there yet, or no longer, is waited for. */
    <T> T eventually(String what, Supplier<@Nullable T> supplier) {
        return new FluentWait<>(driver)
                .withTimeout(TIMEOUT)
                .pollingEvery(Duration.ofMillis(20))
                .ignoring(WebDriverException.class)
                .withMessage(what)
                .until(page -> supplier.get());
    }

    /** Presses keys, wherever the focus is. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What has the focus. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void back() {
        driver.navigate().back();
    }

    /** What a script of JavaScript returns. */
    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** A window of this size, for somebody who likes it light or dark. */
    void look(String scheme, int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What axe-core finds that keeps people from using the page (WCAG 2.2, levels A and AA, and good practice). */
    List<String> violations() {
        if (!Boolean.TRUE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(axe());
        }
        Object found = driver.executeAsyncScript("""
                const told = arguments[0];
                axe.run().then(
                  ({ violations }) => told(violations.flatMap(({ id, help, nodes }) =>
                    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target} ${failureSummary}`))),
                  (error) => told([String(error)]));
                """);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture of the page. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** What went wrong in the page since this was last asked. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The addresses that were called since this was last asked. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).get("message"))
                .filter(event -> event.get("method").asString().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url"))
                .map(JsonNode::asString)
                .toList();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isPresent()) {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(context.getRequiredTestMethod().getName() + ".png"),
                    driver.getScreenshotAs(OutputType.BYTES));
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static @Nullable WebElement firstShown(SearchContext part, String selector) {
        return part.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null);
    }

    private static File onPath(String... names) {
        List<Path> directories = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return Arrays.stream(names)
                .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("on the PATH there is no " + String.join(", no ", names)))
                .toFile();
    }
}
