/**
 * What the pages of the repository say, held against what is so.
 *
 * <p>Start at {@code Markdown}.
 */
@NullMarked
package dev.sluice.gateway.documentation;

import org.jspecify.annotations.NullMarked;
