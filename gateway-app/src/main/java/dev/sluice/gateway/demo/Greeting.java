package dev.sluice.gateway.demo;

/** How a demo backend says hello. */
enum Greeting {
    TEXT("text/plain; charset=utf-8", "Hello from %d\n"),
    HTML("text/html; charset=utf-8", """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Backend %1$d</title></head>
            <body><h1>Hello from %1$d</h1></body>
            </html>
            """);

    private final String contentType;
    private final String words;

    Greeting(String contentType, String words) {
        this.contentType = contentType;
        this.words = words;
    }

    String contentType() {
        return contentType;
    }

    String from(int port) {
        return words.formatted(port);
    }
}
