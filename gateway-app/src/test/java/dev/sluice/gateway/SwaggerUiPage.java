package dev.sluice.gateway;

import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The page of Swagger UI, as somebody uses it. */
final class SwaggerUiPage {

    private final Browser browser;

    private SwaggerUiPage(Browser browser) {
        this.browser = browser;
    }

    static SwaggerUiPage open(Browser browser, String gateway) {
        browser.open(gateway + "/swagger-ui.html");
        browser.shown(".opblock");
        return new SwaggerUiPage(browser);
    }

    String title() {
        return browser.shown(".info .title").getText();
    }

    /** The operations in their order, each as method and path. */
    List<String> operations() {
        return browser.all(".opblock-summary").stream()
                .map(summary -> browser.shown(summary, ".opblock-summary-method")
                                .getText() + " "
                        + browser.shown(summary, ".opblock-summary-path").getDomAttribute("data-path"))
                .toList();
    }

    /** Gives name and password to Authorize. */
    void authorize(String name, String password) {
        browser.click(".scheme-container .authorize");
        browser.fill(browser.shown("#auth-basic-username"), name);
        browser.fill(browser.shown("#auth-basic-password"), password);
        browser.click(".auth-container:has(#auth-basic-username) .auth-btn-wrapper .authorize");
        browser.click(".auth-container:has(button[aria-label='Remove authorization']) .btn-done");
    }

    /** An operation that is open to be tried out. */
    Trial tryOut(String operation) {
        WebElement block = browser.shown("#operations-clients-" + operation);
        browser.click(block, ".opblock-summary-control");
        browser.click(block, ".try-out__btn");
        return new Trial(block);
    }

    /**
     * An answer as the page shows it.
     *
     * @param status its status
     * @param text all that is shown of its body and its headers
     * @param request the address that was called
     */
    record Answer(String status, String text, String request) {}

    /** An operation with its fields. */
    final class Trial {

        private final WebElement block;

        private Trial(WebElement block) {
            this.block = block;
        }

        Trial with(String parameter, String value) {
            browser.fill(browser.shown(block, "tr[data-param-name='" + parameter + "'] input"), value);
            return this;
        }

        Trial withBody(String body) {
            browser.fill(browser.shown(block, "textarea.body-param__text"), body);
            return this;
        }

        Trial withFile(Path file) {
            browser.eventually("a field for a file", () -> {
                block.findElement(By.cssSelector("input[type='file']")).sendKeys(file.toString());
                return true;
            });
            return this;
        }

        /** The types that its body may have. */
        List<String> bodyTypes() {
            return new Select(browser.shown(block, ".body-param-content-type select"))
                    .getOptions().stream().map(WebElement::getText).toList();
        }

        /** Presses Execute and reads the answer. */
        Answer execute() {
            browser.click(block, ".execute");
            WebElement row = browser.shown(block, ".live-responses-table tr.response");
            return new Answer(
                    browser.shown(row, ".response-col_status")
                            .getText()
                            .lines()
                            .findFirst()
                            .orElseThrow(),
                    browser.shown(row, ".response-col_description").getText(),
                    browser.shown(block, ".request-url pre").getText());
        }
    }
}
