package dev.sluice.admin.client;

/** What is answered in JSON. */
sealed interface Answer permits CheckView, ClientView, ImportReport, UsageView {}
