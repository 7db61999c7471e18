package dev.sluice.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgres://ann:s3cret@db:5433/clients                        | r2dbc:postgresql://db:5433/clients                       | ann  | s3cret
                    postgresql://ann:s3cret@db/clients                           | r2dbc:postgresql://db:5432/clients                       | ann  | s3cret
                    postgres://ann:p%40ss%2Fw%3Ard+%25@db/clients                | r2dbc:postgresql://db:5432/clients                       | ann  | p@ss/w:rd+%
                    postgres://a%3Ab:@[::1]:5433/clients                         | r2dbc:postgresql://[::1]:5433/clients                    | a:b  | ''
                    postgres://ann@db/clients                                    | r2dbc:postgresql://db:5432/clients                       | ann  | ''
                    postgres://db/clients                                        | r2dbc:postgresql://db:5432/clients                       |      |
                    postgres://ann:x@db/clients?sslmode=require                  | r2dbc:postgresql://db:5432/clients?sslMode=require       | ann  | x
                    postgres://ann:x@db/clients?sslmode=verify-full&sslrootcert=/a%20b.pem | r2dbc:postgresql://db:5432/clients?sslMode=verify-full&sslRootCert=%2Fa%20b.pem | ann | x
                    jdbc:postgresql://db:5433/clients?user=ann&password=s%26cret | r2dbc:postgresql://db:5433/clients                       | ann  | s&cret
                    jdbc:postgresql://db/clients?currentSchema=sluice            | r2dbc:postgresql://db:5432/clients?schema=sluice         |      |
                    jdbc:h2:file:./data/sluice                                   | r2dbc:h2:file:///./data/sluice                           |      |
                    jdbc:h2:./data/sluice                                        | r2dbc:h2:file:///./data/sluice                           |      |
                    jdbc:h2:~/sluice                                             | r2dbc:h2:file:///~/sluice                                |      |
                    jdbc:h2:/var/lib/sluice;CIPHER=AES;TRACE_LEVEL_FILE=0        | r2dbc:h2:file:////var/lib/sluice?options=CIPHER%3DAES%3BTRACE_LEVEL_FILE%3D0 | |
                    jdbc:h2:mem:clients                                          | r2dbc:h2:mem:///clients?options=DB_CLOSE_DELAY%3D-1      |      |
                    r2dbc:postgresql://ann:x@db/clients                          | r2dbc:postgresql://ann:x@db/clients                      |      |
                    r2dbc:h2:mem:///clients                                      | r2dbc:h2:mem:///clients                                  |      |
                    """)
    void everyFormLeadsToTheDatabase(String address, String url, String user, String password) {
        Map<String, Object> expected = new HashMap<>(Map.of("spring.r2dbc.url", url));
        if (user != null) {
            expected.put("spring.r2dbc.username", user);
            expected.put("spring.r2dbc.password", password);
        }

        assertThat(DatabaseUrl.settings("DATABASE_URL", address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "mysql://ann:x@db/clients",
                "postgres://",
                "postgres://ann:x@db",
                "postgres://ann:x@db/",
                "postgres://ann:x@db/clients?sslmode=perhaps",
                "postgres://ann:x@db:port/clients",
                "postgres://ann:x@db:65536/clients",
                "postgres://a b/clients",
                "postgres://ann:%zz@db/clients",
                "jdbc:mysql://db/clients",
                "jdbc:h2:",
                "jdbc:h2:mem:",
                "jdbc:h2:tcp://localhost/clients",
                "r2dbc:mysql://db/clients",
                "r2dbc:",
            })
    void whatLeadsNowhereIsRefused(String address) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> DatabaseUrl.settings("DATABASE_URL", address))
                .withMessageContaining("'DATABASE_URL'");
    }

    @Test
    void aRefusalDoesNotTellThePassword() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() ->
                        DatabaseUrl.settings("DATABASE_URL", "postgres://ann:s3cr@et@db:x/clients?password=s3cret&a=b"))
                .withMessageContaining("postgres://***@db:x/clients?password=***&a=b")
                .withMessageNotContaining("s3cr");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgres://ann:s3/cr@db/clients                | postgres://***@db/clients
                    postgres://ann:s3#cr@db/clients                | postgres://***@db/clients
                    postgres://ann:s3?cr@db/clients                | postgres://***@db/clients
                    mysql://ann:s3/c@r@db/clients?a=b              | mysql://***@db/clients?a=b
                    mysql://db/clients?user=ann&password=s3c@r&a=b | mysql://***&a=b
                    """)
    void aPasswordThatBreaksTheAddressIsNotToldEither(String address, String told) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> DatabaseUrl.settings("DATABASE_URL", address))
                .withMessageContaining("'" + told + "'");
    }
}
