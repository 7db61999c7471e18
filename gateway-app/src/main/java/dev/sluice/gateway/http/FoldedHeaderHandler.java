package dev.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpConstants;

/**
 * Refuses a header that goes on in the next line (RFC 9112, 5.2): whoever reads lines takes the rest for a header of its own,
 * or for none.
 *
 * <p>The decoder joins such lines, and nobody behind it can tell. So this looks at the bytes before it does, and hands them on
 * in pieces of one head or one body each. A chunked body ends with an empty line, so a piece of it does too, whether or not
 * that is the end.
 */
final class FoldedHeaderHandler extends ChannelInboundHandlerAdapter {

    private enum Place {
        IN_A_LINE,
        AT_A_LINE,
        AT_A_LINE_AND_A_CR
    }

    private final Arrival arrival;
    private Place place = Place.AT_A_LINE;
    private boolean folded;

    FoldedHeaderHandler(Arrival arrival) {
        this.arrival = arrival;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        while (!folded && arrival.isHttp()) {
            int length = piece(bytes);
            if (folded) {
                context.fireUserEventTriggered(Refusal.BAD_REQUEST);
            } else if (length == bytes.readableBytes()) {
                break;
            } else {
                context.fireChannelRead(bytes.readRetainedSlice(length));
            }
        }
        if (folded) {
            bytes.release();
        } else {
            context.fireChannelRead(bytes);
        }
    }

    private int piece(ByteBuf bytes) {
        if (arrival.isInBodyOfKnownLength()) {
            place = Place.AT_A_LINE;
            return arrival.ofBody(bytes.readableBytes());
        }
        return toEmptyLine(bytes, bytes.readerIndex(), bytes.writerIndex()) - bytes.readerIndex();
    }

    /** Where the next empty line ends, or everything. */
    private int toEmptyLine(ByteBuf bytes, int start, int end) {
        int next = start;
        while (next < end) {
            if (place == Place.IN_A_LINE) {
                int lineFeed = bytes.indexOf(next, end, HttpConstants.LF);
                if (lineFeed < 0) {
                    return end;
                }
                place = Place.AT_A_LINE;
                next = lineFeed + 1;
            } else if (isEmptyLine(bytes.getByte(next++))) {
                return next;
            }
        }
        return end;
    }

    private boolean isEmptyLine(byte next) {
        boolean empty = place == Place.AT_A_LINE_AND_A_CR && next == HttpConstants.LF;
        if (place == Place.AT_A_LINE && next == HttpConstants.CR) {
            place = Place.AT_A_LINE_AND_A_CR;
        } else {
            folded = place == Place.AT_A_LINE && !arrival.isInBody() && isBlank(next);
            place = next == HttpConstants.LF ? Place.AT_A_LINE : Place.IN_A_LINE;
        }
        return empty || folded;
    }

    private static boolean isBlank(byte next) {
        return next == HttpConstants.SP || next == HttpConstants.HT;
    }
}
