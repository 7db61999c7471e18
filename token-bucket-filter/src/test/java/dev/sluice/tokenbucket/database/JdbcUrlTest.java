package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactoryOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    H2         | r2dbc:h2:file:///./data/x                                      | jdbc:h2:file:./data/x
                    H2         | r2dbc:h2:file:////var/x?options=A%3D1%3BB%3D2                  | jdbc:h2:file:/var/x;A=1;B=2
                    H2         | r2dbc:h2:mem:///x                                              | jdbc:h2:mem:x
                    POSTGRESQL | r2dbc:postgresql://db/x                                        | jdbc:postgresql://db:5432/x?loginTimeout=10&socketTimeout=600
                    POSTGRESQL | r2dbc:postgresql://ann:s3cret@db:5433/x                        | jdbc:postgresql://db:5433/x?loginTimeout=10&socketTimeout=600
                    POSTGRESQL | r2dbc:postgresql://db/x?sslMode=verify-full&sslRootCert=%2Fa%20b.pem | jdbc:postgresql://db:5432/x?loginTimeout=10&socketTimeout=600&sslmode=verify-full&sslrootcert=%2Fa%20b.pem
                    POSTGRESQL | r2dbcs:postgresql://db/x                                       | jdbc:postgresql://db:5432/x?loginTimeout=10&socketTimeout=600&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&sslmode=verify-full
                    POSTGRESQL | r2dbc:postgresql://db/x?ssl=true                               | jdbc:postgresql://db:5432/x?loginTimeout=10&socketTimeout=600&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&sslmode=verify-full
                    POSTGRESQL | r2dbc:postgresql://db/x?ssl=false                              | jdbc:postgresql://db:5432/x?loginTimeout=10&socketTimeout=600
                    POSTGRESQL | r2dbcs:postgresql://db/x?sslMode=require                       | jdbc:postgresql://db:5432/x?loginTimeout=10&socketTimeout=600&sslmode=require
                    POSTGRESQL | r2dbcs:postgresql://db/x?sslRootCert=%2Fa.pem                  | jdbc:postgresql://db:5432/x?loginTimeout=10&socketTimeout=600&sslmode=verify-full&sslrootcert=%2Fa.pem
                    POSTGRESQL | r2dbc:postgresql://db/a%20b?schema=sluice                      | jdbc:postgresql://db:5432/a%20b?loginTimeout=10&socketTimeout=600&currentSchema=sluice
                    """)
    void leadsToTheSameDatabase(Dialect dialect, String r2dbc, String jdbc) {
        assertThat(JdbcUrl.of(ConnectionFactoryOptions.parse(r2dbc), dialect)).isEqualTo(jdbc);
    }
}
