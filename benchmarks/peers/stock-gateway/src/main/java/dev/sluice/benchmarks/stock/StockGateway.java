package dev.sluice.benchmarks.stock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application that everybody writes first; what is to be measured of it stands in {@code application.yml}. */
@SpringBootApplication
public class StockGateway {

    /** Takes settings as arguments. */
    public static void main(String[] arguments) {
        SpringApplication.run(StockGateway.class, arguments);
    }
}
