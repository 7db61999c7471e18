package dev.sluice.gateway.settings;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What looks at the settings as a whole, once they are all read. */
@Configuration(proxyBeanMethods = false)
@Import({UnknownArguments.class, RoutesAtStart.class, UnknownSettings.class, WholeNumbers.class, TrueOrFalse.class})
class SettingsConfiguration {}
