package dev.sluice.gateway.compatibility;

import dev.sluice.admin.error.Failure;
import dev.sluice.gateway.GatewayApplication;
import dev.sluice.loadbalancer.pool.Pools;
import dev.sluice.tokenbucket.bucket.Limit;
import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** Spring Boot and Spring Cloud Gateway as they are, on this class path, but without what is ours on it. */
final class StockGateway {

    /** Where our own settings, post-processors and auto-configurations lie. */
    private static final List<String> OURS = Stream.of(
                    GatewayApplication.class, Failure.class, Pools.class, Limit.class)
            .map(type ->
                    type.getProtectionDomain().getCodeSource().getLocation().toString())
            .toList();

    /** What is on the class path for our sake only, and would lock the gateway, or add headers. */
    private static final List<String> NOT_OF_A_GATEWAY = List.of(
            "org.springframework.boot.security.",
            "org.springframework.boot.r2dbc.",
            "org.springframework.boot.flyway.",
            "org.springframework.boot.jdbc.",
            "org.springframework.boot.micrometer.tracing.",
            "org.springframework.boot.opentelemetry.",
            "org.springdoc.");

    private StockGateway() {}

    /** Lists of features and settings are looked up as if our modules had none; classes are the same. */
    private static final class ClassPath extends ClassLoader {

        ClassPath(@Nullable ClassLoader parent) {
            super(parent);
        }

        @Override
        public @Nullable URL getResource(String name) {
            try {
                Enumeration<URL> all = getResources(name);
                return all.hasMoreElements() ? all.nextElement() : null;
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Enumeration<URL> all = super.getResources(name);
            return name.endsWith(".class") ? all : Collections.enumeration(withoutOurs(all));
        }

        private static List<URL> withoutOurs(Enumeration<URL> all) {
            return Collections.list(all).stream()
                    .filter(url -> OURS.stream().noneMatch(url.toString()::contains))
                    .toList();
        }
    }

    /** No configuration class by annotation: the application scans this package in every other test. */
    @EnableAutoConfiguration
    static final class Application {}

    static ConfigurableApplicationContext start(List<Class<?>> beans, Stream<String> settings) {
        ClassLoader classPath = new ClassPath(StockGateway.class.getClassLoader());
        Stream<Class<?>> sources = Stream.concat(Stream.of(Application.class), beans.stream());
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .resourceLoader(new DefaultResourceLoader(classPath))
                .run(Stream.concat(Stream.of("spring.autoconfigure.exclude=" + excluded(classPath)), settings)
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    private static String excluded(ClassLoader classPath) {
        return StreamSupport.stream(
                        ImportCandidates.load(AutoConfiguration.class, classPath)
                                .spliterator(),
                        false)
                .filter(name -> NOT_OF_A_GATEWAY.stream().anyMatch(name::startsWith))
                .collect(Collectors.joining(","));
    }

    /** The beans of a context that are ours. */
    static List<String> ours(ConfigurableApplicationContext context) {
        return Arrays.stream(context.getBeanDefinitionNames())
                .map(context::getType)
                .filter(type -> type != null
                        && type.getName().startsWith("dev.sluice.")
                        && !type.getPackage().equals(StockGateway.class.getPackage()))
                .map(Class::getName)
                .toList();
    }
}
