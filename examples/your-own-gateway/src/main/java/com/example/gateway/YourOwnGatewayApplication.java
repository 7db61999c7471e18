package com.example.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class YourOwnGatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(YourOwnGatewayApplication.class, args);
    }
}
