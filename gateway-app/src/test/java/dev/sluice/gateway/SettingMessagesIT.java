package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** One sentence says of a file which setting is wrong, and why. */
@ExtendWith(OutputCaptureExtension.class)
class SettingMessagesIT {

    private static final String ROUTES = "spring.cloud.gateway.server.webflux.routes";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sluice: {token-bucket: {cost: [1  | line 1, column 31: while parsing a flow sequence.
            sluice:~<tab>cost: 1              | line 2, column 1: found character
            sluice: {a: 1}~sluice: {b: 1}     | line 2, column 1: found duplicate key sluice.
            """)
    void aBrokenFileIsNamedWithTheLine(String text, String told, @TempDir Path folder, CapturedOutput output)
            throws IOException {
        Path file = write(folder, text.replace("~", "\n").replace("<tab>", "\t"));

        assertThat(messageOf(file, output)).contains("The file '" + file + "' can't be read: ", told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {default-limit: {capacitty: 3}} | 'sluice.token-bucket.default-limit.capacitty' has the value '3': there is no such setting.
            {cost: [7, 8]}                  | 'sluice.token-bucket.cost[0]' has the value '7': there is no such setting, or it takes no list.
            """)
    void aSettingWithoutAPlaceIsNamedFirst(String text, String told, @TempDir Path folder, CapturedOutput output)
            throws IOException {
        Path file = write(folder, "sluice: {token-bucket: " + text + "}");

        assertThat(messageOf(file, output)).contains("The setting " + told).doesNotContain("Bindable", "dev.sluice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TokenBucket=0                                                  | 'cost' has the value '0': it must be greater than or equal to 1.
            {name: TokenBucket, args: {cost: 0}}                           | 'cost' has the value '0': it must be greater than or equal to 1.
            {name: TokenBucket, args: {missing-key: perhaps}}              | 'missing-key' has the value 'perhaps': it must be one of allow, deny.
            {name: TokenBucket, args: {unknown-client: x}}                 | 'unknown-client' has the value 'x': it must be one of next-source, default-limit, deny, allow.
            """)
    void anArgumentIsNamedWithItsRoute(String filter, String told, @TempDir Path folder, CapturedOutput output)
            throws IOException {
        Path file = write(folder, ROUTES + """
                : [{id: first, uri: "lb://backends", predicates: ["Path=/first/**"], filters: [TokenBucket=2]},
                   {id: second, uri: "lb://backends", predicates: ["Path=/**"], filters: [%s]}]
                """.formatted(filter));

        assertThat(messageOf(file, output))
                .contains("'" + ROUTES + "'", "in route 'second', filter 'TokenBucket', the argument " + told)
                .doesNotContain("dev.sluice", "codes [");
    }

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("extra.yml"), text);
    }

    private static String messageOf(Path file, CapturedOutput output) {
        assertThatException().isThrownBy(() -> Gateway.with("spring.config.import=file:" + file));
        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
        return output.toString().substring(output.toString().indexOf("APPLICATION FAILED TO START"));
    }
}
