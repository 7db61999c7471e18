package dev.sluice.gateway.backend;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Closes a connection to a backend on which more has come than the answer: what is left over would be the beginning of the next
 * one, for whoever gets the connection then.
 *
 * <p>It sits before the parser and looks at the bytes that the parser left. They can't belong to the next answer: its request was
 * not sent when they came.
 */
final class SurplusHandler extends ChannelInboundHandlerAdapter {

    static final String NAME = "sluice.surplus";

    private final StrictAnswerHandler answers;

    SurplusHandler(StrictAnswerHandler answers) {
        this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        answers.bytesCome();
        bytes.retain();
        try {
            context.fireChannelRead(bytes);
            if (answers.isOver() && bytes.isReadable()) {
                var unused = context.close();
            }
        } finally {
            bytes.release();
        }
    }
}
