/**
 * The OpenAPI document of the admin API, and the pages that show it.
 *
 * <p>Start at {@code ApiDocument}.
 */
@NullMarked
package dev.sluice.admin.document;

import org.jspecify.annotations.NullMarked;
