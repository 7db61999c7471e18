package dev.sluice.gateway.settings;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Spring Boot's loaders of files with settings, which say of a broken one which it is, and where it is broken.
 *
 * <p>It stands for all of them, in their order, since that decides which of two files in a folder wins.
 */
final class ReadableFiles implements PropertySourceLoader, Ordered {

    private final List<PropertySourceLoader> loaders =
            List.of(new PropertiesPropertySourceLoader(), new YamlPropertySourceLoader());

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public String[] getFileExtensions() {
        return loaders.stream()
                .flatMap(loader -> Arrays.stream(loader.getFileExtensions()))
                .toArray(String[]::new);
    }

    @Override
    public List<PropertySource<?>> load(String name, Resource file) throws IOException {
        try {
            return loaderOf(file).load(name, file);
        } catch (MarkedYAMLException e) {
            throw broken(file, place(e.getContextMark(), e.getContext()) + place(e.getProblemMark(), e.getProblem()));
        } catch (YAMLException | IllegalArgumentException e) {
            throw broken(file, " " + e.getMessage());
        }
    }

    private PropertySourceLoader loaderOf(Resource file) {
        String extension = String.valueOf(StringUtils.getFilenameExtension(file.getFilename()));
        return loaders.stream()
                .filter(loader ->
                        Stream.of(loader.getFileExtensions()).anyMatch(known -> known.equalsIgnoreCase(extension)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no settings: " + file));
    }

    /** People count from one. */
    private static String place(@Nullable Mark mark, @Nullable String text) {
        if (mark == null || text == null) {
            return "";
        }
        return " line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": " + text + ".";
    }

    private static InvalidSettingException broken(Resource file, String reason) {
        return new InvalidSettingException("The file '" + path(file) + "' can't be read:" + reason);
    }

    private static String path(Resource file) {
        try {
            return file.isFile() ? file.getFile().getPath() : file.getDescription();
        } catch (IOException e) {
            return Objects.toString(file.getFilename());
        }
    }
}
