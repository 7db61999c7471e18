package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2OptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    r2dbc:h2:file:///./x                                                | DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0
                    r2dbc:h2:file:///./x?options=TRACE_LEVEL_FILE%3D0                   | TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0
                    r2dbc:h2:file:///./x?options=write_delay%3D100                      | write_delay=100;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0
                    r2dbc:h2:file:///./x?options=WRITE_DELAY%3D1%3BDB_CLOSE_ON_EXIT%3DTRUE | WRITE_DELAY=1;DB_CLOSE_ON_EXIT=TRUE;TRACE_LEVEL_FILE=0
                    r2dbc:h2:mem:///x                                                   | DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0
                    r2dbc:h2:mem:///x?options=DB_CLOSE_DELAY%3D9                        | DB_CLOSE_DELAY=9;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0
                    r2dbc:postgresql://localhost/x                                      |
                    """)
    void h2IsToldToKeepWhatItAcknowledges(String url, String options) {
        ConnectionFactoryOptions.Builder builder =
                ConnectionFactoryOptions.builder().from(ConnectionFactoryOptions.parse(url));
        H2Options.customize(builder);

        assertThat(builder.build().getValue(Option.valueOf("options"))).isEqualTo(options);
    }
}
