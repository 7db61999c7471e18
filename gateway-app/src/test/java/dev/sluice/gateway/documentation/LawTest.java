package dev.sluice.gateway.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The picture and the arithmetic of {@code docs/law.md} are those of the bucket; {@code -Ddocs.write=true} draws it anew. */
class LawTest {

    private static final Path PICTURE = Markdown.ROOT.resolve("docs/law.svg");

    /** In milliseconds: more often than any of the examples refills. */
    private static final long BETWEEN_REQUESTS = 1;

    @Test
    void thePictureShowsWhatTheBucketDoes() throws IOException {
        String picture = LawPicture.draw();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PICTURE, picture);
        }

        assertThat(Files.readString(PICTURE)).isEqualTo(picture);
    }

    /** Capacity, rate, cost, seconds, and how many pass. */
    static List<List<String>> examples() {
        return Markdown.read("docs/law.md").rows().stream()
                .filter(row -> row.size() == 6)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void soManyPassUnderConstantDemand(List<String> example) {
        Limit limit = Limit.of(Long.parseLong(example.get(0)), new BigDecimal(example.get(1)));
        long cost = Long.parseLong(example.get(2));
        long end = TimeUnit.SECONDS.toMillis(Long.parseLong(example.get(3)));
        TokenBucket bucket = TokenBucket.full(limit);

        long passed = 0;
        for (long milli = 0; milli <= end; milli += BETWEEN_REQUESTS) {
            passed += bucket.tryTake(cost, TimeUnit.MILLISECONDS.toNanos(milli)).admitted() ? 1 : 0;
        }

        assertThat(passed).isEqualTo(Long.parseLong(example.get(5)));
    }

    @Test
    void thereAreExamples() {
        assertThat(examples()).hasSizeGreaterThan(3);
    }
}
