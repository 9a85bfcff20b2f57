package proxy

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// tunnel joins a visitor's connection with the service's, once that has taken up the protocol that was asked for.
func (v *passage) tunnel(resp *http.Response, asked string) {
	back, ok := resp.Body.(io.ReadWriteCloser)
	if got := resp.Header.Get("Upgrade"); !ok || asked == "" || !strings.EqualFold(got, asked) {
		resp.Body.Close()
		v.p.failed(v.w, v.in, v.to, fmt.Errorf("the service takes up the protocol %.20q where %.20q was asked for", got, asked))
		return
	}
	defer back.Close()
	hopByHop(resp.Header)
	v.p.response(resp, v.known)
	h := v.w.Header()
	for name, lines := range resp.Header {
		h[name] = lines
	}
	h["Connection"], h["Upgrade"] = []string{"Upgrade"}, []string{asked}
	front, rw, err := http.NewResponseController(v.w).Hijack()
	if err != nil {
		v.p.failed(v.w, v.in, v.to, err)
		return
	}
	defer front.Close()
	// What ends the request ends it here, too: there is nothing left that would notice.
	defer context.AfterFunc(v.in.Context(), func() {
		front.Close()
		back.Close()
	})()
	if err := writeSwitch(rw.Writer, h); err != nil {
		return
	}
	ahead, err := rw.Reader.Peek(rw.Reader.Buffered())
	if err != nil {
		return
	}
	if len(ahead) > 0 {
		if _, err := back.Write(ahead); err != nil {
			return
		}
	}
	join(front, back)
}

func writeSwitch(w *bufio.Writer, h http.Header) error {
	if _, err := w.WriteString("HTTP/1.1 101 Switching Protocols\r\n"); err != nil {
		return err
	}
	if err := h.Write(w); err != nil {
		return err
	}
	if _, err := w.WriteString("\r\n"); err != nil {
		return err
	}
	return w.Flush()
}

// join copies both ways until both have ended, or one has failed.
func join(front, back io.ReadWriter) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = shift(back, front) // where it fails, the other way fails, too
	}()
	if shift(front, back) == nil {
		<-ended
	}
}

// shift copies one way, and passes the end of that on.
func shift(to io.Writer, from io.Reader) error {
	if _, err := pour(to, from); err != nil {
		return err
	}
	if h, ok := to.(interface{ CloseWrite() error }); ok {
		return h.CloseWrite()
	}
	return io.EOF
}

// tunnelBuffer is what each direction of a WebSocket holds while nothing moves. io.Copy would take 32 KiB.
const tunnelBuffer = 2 << 10

func pour(w io.Writer, r io.Reader) (n int64, err error) {
	buf := make([]byte, tunnelBuffer)
	for {
		got, readErr := r.Read(buf)
		if got > 0 {
			put, err := w.Write(buf[:got])
			n += int64(put)
			if err != nil {
				return n, err
			}
		}
		if readErr == io.EOF {
			return n, nil
		}
		if readErr != nil {
			return n, readErr
		}
	}
}
