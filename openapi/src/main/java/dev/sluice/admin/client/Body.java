package dev.sluice.admin.client;

/** What a request says in JSON. */
sealed interface Body permits ClientLimitBody, LimitBody, LimitPatch, NewClientBody {}
