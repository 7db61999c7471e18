package dev.sluice.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The gateway that runs out of the box. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Configurations.class)
public class GatewayApplication {

    /** Starts the gateway; see {@code application.yml} for what it can be told. */
    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
