package wire

import "berth/shared/problem"

// StreamEnd is the data of a server-sent "end" event, the last one of a stream that the gateway ends. With the code gave-way
// the stream was the oldest of more than may be open: a page does not open it again by itself.
type StreamEnd struct {
	Code problem.Code `json:"code"`
	Text string       `json:"text"` // plain English
}

// A forward is GET /v1/orders/{id}/services/{service}/ports/{port}, a WebSocket whose messages are the bytes of a TCP
// connection to that port of the service, in both directions; how they are cut means nothing. The gateway's are binary;
// those of tools that send text count as its bytes. An empty message from the client says that nothing more comes from it. The
// token (scope shell) comes as a bearer token, or as a subprotocol beside ForwardProtocol, as a shell's does; with a
// bearer token no subprotocol need be offered. Its close code and reason say why it ended: 1000 where either side did, else
// 4000 and the status of a problem, whose code and title are the reason.
const ForwardProtocol = "forward.berth.v1"

// A shell is GET /v1/orders/{id}/services/{service}/shell, a WebSocket. A browser's cannot have headers, so the bearer
// token comes as a subprotocol beside ShellProtocol: ShellToken and the token; the answer chooses ShellProtocol. Binary
// messages are what is typed and what is shown. Text messages are JSON: ShellControl from the page, ShellEnd from the
// gateway as the last one, after which it closes.
const (
	ShellProtocol = "shell.berth.v1"
	ShellToken    = "bearer.berth."
)

// ShellControl sets the terminal's size, before anything is typed for the first time.
type ShellControl struct {
	Columns uint16 `json:"columns"`
	Rows    uint16 `json:"rows"`
}

// ShellEnd says why a shell is over.
type ShellEnd struct {
	Code     problem.Code `json:"code,omitempty"` // empty: the shell itself ended
	ExitCode int          `json:"exitCode"`
	Text     string       `json:"text,omitempty"` // plain English
}
