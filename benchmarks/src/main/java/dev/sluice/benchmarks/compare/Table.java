package dev.sluice.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown: names on the left, figures on the right. */
final class Table {

    private final String title;
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(String title, List<String> head) {
        this.title = title;
        this.head = head;
    }

    static Table of(String... head) {
        return new Table("", List.of(head));
    }

    Table titled(String newTitle) {
        Table titled = new Table(newTitle, head);
        titled.rows.addAll(rows);
        return titled;
    }

    void add(List<String> row) {
        rows.add(row);
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(line(head));
        lines.add("| --- |" + " ---: |".repeat(head.size() - 1));
        rows.forEach(row -> lines.add(line(row)));
        String table = String.join("\n", lines) + "\n";
        return title.isEmpty() ? table : "**" + title + "**\n\n" + table;
    }

    private static String line(List<String> cells) {
        List<String> all = new ArrayList<>(cells);
        Collections.replaceAll(all, "", " ");
        return "| " + String.join(" | ", all) + " |";
    }
}
