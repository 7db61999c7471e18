package dev.sluice.gateway.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A page of the repository.
 *
 * @param file the file, from the root of the repository
 * @param document what stands in it
 */
public record Markdown(Path file, Node document) {

    /** The root of the repository. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "data");

    /** What GitHub leaves out of an anchor. */
    private static final Pattern OUTSIDE_OF_ANCHORS = Pattern.compile("[^\\w\\- ]", Pattern.UNICODE_CHARACTER_CLASS);

    /** The page in a file, from the root of the repository. */
    public static Markdown read(String file) {
        return read(ROOT.resolve(file));
    }

    /** All pages in a directory and below it, from the root of the repository. */
    public static List<Markdown> in(String directory) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
            return files.filter(Markdown::isPage).sorted().map(Markdown::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Markdown read(Path file) {
        try {
            return new Markdown(ROOT.relativize(file), PARSER.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPage(Path file) {
        for (Path name : ROOT.relativize(file)) {
            String text = name.toString();
            if (NOT_OURS.contains(text) || text.startsWith(".")) {
                return false;
            }
        }
        return file.toString().endsWith(".md");
    }

    /** The text of each fenced block of a language. */
    public List<String> blocks(String language) {
        return all(FencedCodeBlock.class).stream()
                .filter(block -> language.equals(block.getInfo()))
                .map(FencedCodeBlock::getLiteral)
                .toList();
    }

    /** What the commands of the page write into files that end so. */
    List<String> hereDocuments(String ending) {
        Pattern document = Pattern.compile("> \\S+\\." + ending + " <<'EOF'\n(.*?\n)EOF\n", Pattern.DOTALL);
        return blocks("console").stream()
                .flatMap(block -> document.matcher(block).results())
                .map(found -> found.group(1))
                .toList();
    }

    /** Where links lead and images come from. */
    List<String> destinations() {
        return Stream.concat(
                        all(Link.class).stream().map(Link::getDestination),
                        all(Image.class).stream().map(Image::getDestination))
                .toList();
    }

    /** What may stand after {@code #} in a link to this page. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new TreeSet<>();
        for (Heading heading : all(Heading.class)) {
            String anchor = OUTSIDE_OF_ANCHORS
                    .matcher(text(heading).toLowerCase(Locale.ROOT))
                    .replaceAll("")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    /** The cells of each row of each table, without the heads. */
    List<List<String>> rows() {
        return all(TableBody.class).stream()
                .flatMap(body -> all(TableRow.class, body).stream())
                .map(row ->
                        all(TableCell.class, row).stream().map(Markdown::text).toList())
                .toList();
    }

    /** What stands in bold between backquotes. */
    public List<String> strongCode() {
        return all(StrongEmphasis.class).stream()
                .flatMap(strong -> all(Code.class, strong).stream())
                .map(Code::getLiteral)
                .toList();
    }

    /** What stands between backquotes, blocks left out. */
    List<String> code() {
        return all(Code.class).stream().map(Code::getLiteral).toList();
    }

    private <T extends Node> List<T> all(Class<T> type) {
        return all(type, document);
    }

    private static <T extends Node> List<T> all(Class<T> type, Node root) {
        List<T> found = new ArrayList<>();
        for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
            if (type.isInstance(node)) {
                found.add(type.cast(node));
            }
            found.addAll(all(type, node));
        }
        return found;
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
