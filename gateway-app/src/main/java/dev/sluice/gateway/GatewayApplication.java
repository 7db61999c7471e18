package dev.sluice.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The gateway that runs out of the box. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    /** Starts the gateway; see {@code application.yml} for what it can be told. */
    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
