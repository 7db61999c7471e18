package dev.sluice.gateway;

import java.util.List;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;

/** The console, as somebody uses it. */
final class ConsolePage {

    private final Browser browser;
    private final String address;

    private ConsolePage(Browser browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    /** Opens a view, by its address after the #, with name and password given to the browser. */
    static ConsolePage open(Browser browser, int port, String view) {
        ConsolePage page = new ConsolePage(browser, "http://ops:s3cret@127.0.0.1:" + port + "/console/");
        browser.open("about:blank");
        browser.open(page.address + view);
        browser.shown("h1");
        browser.shown("#connection[data-state='live']");
        return page;
    }

    /** Follows a link of the navigation. */
    void go(String view) {
        link("header nav a", view).click();
        browser.shown("header nav a[aria-current='page']");
    }

    String heading() {
        return browser.shown("h1").getText();
    }

    String connection() {
        return browser.shown("#connection").getText();
    }

    /** What a tile of the overview says: its value and what stands below. */
    String tile(String label) {
        return text(browser.all(".tile").stream()
                .filter(tile -> tile.findElement(By.tagName("dt")).getText().equals(label))
                .findFirst()
                .orElseThrow());
    }

    /** The rows of the table, each with the texts of its cells. */
    List<List<String>> rows() {
        return browser.all("main > div > .scroll tbody tr, main section .scroll tbody tr").stream()
                .map(row -> row.findElements(By.cssSelector("th, td")).stream()
                        .map(ConsolePage::text)
                        .toList())
                .toList();
    }

    /** The texts of a column. */
    List<String> column(int column) {
        return rows().stream().map(row -> row.get(column)).toList();
    }

    /** Presses the button, or follows the link, of this accessible name. */
    void press(String name) {
        browser.eventually("'" + name + "' to be pressed", () -> {
            WebElement button = button(name);
            button.click();
            return button;
        });
    }

    /** The button or link of this accessible name, in the dialog if there is one. */
    WebElement button(String name) {
        String scope = browser.all("dialog[open]").isEmpty() ? "" : "dialog[open] ";
        return browser.all("%sbutton, %sa, %ssummary".replace("%s", scope)).stream()
                .filter(WebElement::isDisplayed)
                .filter(element -> name.equals(element.getAccessibleName()))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no button '" + name + "'"));
    }

    /** Types into the field of this label. */
    void fill(String label, String text) {
        browser.fill(field(label), text);
    }

    WebElement field(String label) {
        return browser.eventually(
                "a field '" + label + "'",
                () -> browser.all("input").stream()
                        .filter(WebElement::isDisplayed)
                        .filter(input -> label.equals(input.getAccessibleName()))
                        .findFirst()
                        .orElse(null));
    }

    /** What is said to be wrong with a field. */
    String complaint(String label) {
        WebElement field = field(label);
        return browser.eventually("a complaint about " + label, () -> {
            String error =
                    browser.shown("#" + field.getDomAttribute("id") + "-error").getText();
            return error.isEmpty() || !Objects.equals(field.getDomAttribute("aria-invalid"), "true") ? null : error;
        });
    }

    /** Waits until the dialog is closed, and answers what is said then. */
    String notice() {
        browser.eventually(
                "the dialog to close", () -> browser.all("dialog[open]").isEmpty() ? true : null);
        return browser.shown(".notice p").getText();
    }

    boolean asks() {
        return !browser.all("dialog[open]").isEmpty();
    }

    /** Waits until a text of the view is as it has to be. */
    void awaitText(String selector, String part) {
        browser.eventually(
                selector + " to say '" + part + "'",
                () -> browser.all(selector).stream()
                                .anyMatch(element -> text(element).contains(part))
                        ? true
                        : null);
    }

    private WebElement link(String selector, String text) {
        return browser.eventually(
                text,
                () -> browser.all(selector).stream()
                        .filter(link -> link.getText().equals(text))
                        .findFirst()
                        .orElse(null));
    }

    private static String text(WebElement element) {
        return Objects.requireNonNull(element.getDomProperty("innerText"))
                .replace('\n', ' ')
                .strip();
    }
}
