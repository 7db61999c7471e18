package dev.sluice.admin.client;

/** What a request says in JSON. */
sealed interface Body permits CheckBody, ClientLimitBody, LimitBody, LimitPatch, NewClientBody, TokensBody {}
