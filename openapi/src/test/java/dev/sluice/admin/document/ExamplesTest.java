package dev.sluice.admin.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.sluice.admin.client.AdminApp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the document shows is what it describes: Swagger UI sends an example as it stands. */
class ExamplesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode DOCUMENT = document();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getDraft202012());

    /** An example, and the schema beside it. */
    private record Example(JsonNode schema, JsonNode value) {}

    static Stream<Example> examples() {
        return within(DOCUMENT);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsWhatItsSchemaSays(Example example) {
        assertThat(errors(example.schema, example.value)).isEmpty();
    }

    @Test
    void thereAreManyOfThem() {
        assertThat(examples()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'add':10}", "{'reset':true}"})
    void tokensAreGivenByOneOfTwo(String body) {
        assertThat(errors(tokens(), json(body))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"{}", "{'add':10,'reset':true}", "{'reset':'true'}", "{'add':0}"})
    void tokensAreNotGivenOtherwise(String body) {
        assertThat(errors(tokens(), json(body))).isNotEmpty();
    }

    @Test
    void tokensAreShownByTheCommonOne() {
        assertThat(tokens().get("example")).isEqualTo(json("{'add':10}"));
    }

    private static JsonNode tokens() {
        return DOCUMENT.at("/components/schemas/Tokens");
    }

    private static Stream<Example> within(JsonNode node) {
        List<Example> here = new ArrayList<>();
        JsonNode schema = node.has("schema") ? node.get("schema") : node;
        if (node.has("example") && (node.has("schema") || node.has("type"))) {
            here.add(new Example(schema, node.get("example")));
        }
        for (JsonNode named : node.path("examples")) {
            here.add(new Example(schema, named.get("value")));
        }
        return Stream.concat(here.stream(), node.valueStream().flatMap(ExamplesTest::within));
    }

    /** By the schema, which may refer to others of the document. */
    private static List<Error> errors(JsonNode schema, JsonNode value) {
        ObjectNode itself = ((ObjectNode) schema.deepCopy()).set("components", DOCUMENT.get("components"));
        return SCHEMAS.getSchema(itself).validate(value);
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static JsonNode document() {
        try (AdminApp app = AdminApp.with()) {
            return JSON.readTree(app.get("/v3/api-docs").body());
        }
    }
}
