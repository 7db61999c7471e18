package dev.sluice.gateway.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of this repository, named from its root. */
final class Repository {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Repository() {}

    static Path path(String file) {
        return ROOT.resolve(file).normalize();
    }

    static String text(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML file of one document, with its anchors followed. */
    static JsonNode yaml(String file) {
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text(file));
        return JsonMapper.shared().valueToTree(document);
    }
}
