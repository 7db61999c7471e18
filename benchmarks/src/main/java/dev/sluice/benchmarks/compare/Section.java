package dev.sluice.benchmarks.compare;

import java.util.List;

/** What a suite has found. */
record Section(String title, String explanation, List<Table> tables, List<Plot> plots) {}
