package local

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"
	"time"

	"berth/shared/clip"
	"berth/shared/order"
)

// hidden is the first argument that makes a Berth binary a service's process.
const hidden = "berth-service-process"

// settings are what a service's process is told, as one line of JSON on its standard input.
type settings struct {
	Image     string            `json:"image"`
	Socket    string            `json:"socket"`
	Order     order.ID          `json:"orderId"`
	Node      string            `json:"node"`
	Region    string            `json:"region"`
	Service   string            `json:"service"`
	Disk      string            `json:"disk,omitempty"` // its folder
	DiskBytes int64             `json:"diskBytes,omitempty"`
	Env       map[string]string `json:"env,omitempty"`
	Files     map[string]string `json:"files,omitempty"`   // by their paths; only berth/hello reads any
	Network   string            `json:"network,omitempty"` // the order's, by which others are found; empty: the machine's own
}

// image is a built-in program: what answers on a service's port.
type image func(settings) (http.Handler, error)

var builtin = map[string]image{"berth/hello": hello, "berth/echo": echo, "berth/notes": notes, "berth/prover": prover}

// taskImage is the one built-in image that runs to its end.
const taskImage = "berth/task"

// Images are the names of the built-in images, sorted.
func Images() []string { return append(slices.Sorted(maps.Keys(builtin)), taskImage) }

// Main makes this process a service, if it was started as one, and does not return then. Every main that uses the
// local runtime calls it first, and so does every TestMain: services are the same binary, started again.
func Main() { runAsService(builtin) }

func runAsService(images map[string]image) {
	if len(os.Args) != 2 || os.Args[1] != hidden {
		return
	}
	log.SetFlags(0) // the runtime writes down when a line came
	if err := serve(images, os.Stdin); err != nil {
		log.Print(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serve runs one service until standard input ends, which is when the parent ends or wants it to.
func serve(images map[string]image, in io.Reader) error {
	lines := bufio.NewReader(in)
	raw, err := lines.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	var s settings
	if err := json.Unmarshal(raw, &s); err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	program, ok := images[s.Image]
	if !ok && s.Image != taskImage {
		return fmt.Errorf("no image %s", s.Image)
	}
	ctx, end := context.WithCancel(context.Background())
	defer end()
	go func() {
		_, _ = io.Copy(io.Discard, lines) // its end is what is waited for
		end()
	}()
	if s.Image == taskImage {
		return runTask(ctx, s)
	}
	return answer(ctx, program, s, func() (net.Listener, error) { return net.Listen("unix", s.Socket) })
}

// answer serves an image's pages until ctx ends. It listens only once the image is ready to answer.
func answer(ctx context.Context, program image, s settings, listen func() (net.Listener, error)) error {
	h, err := program(s)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Image, err)
	}
	ln, err := listen()
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: logged(h), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, Protocols: new(http.Protocols)}
	srv.Protocols.SetHTTP1(true)
	srv.Protocols.SetUnencryptedHTTP2(true)
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	log.Printf("%s serves order %s", s.Image, s.Order)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := srv.Shutdown(drain); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// logged writes a line for each request as soon as its status is known, which is what the user sees as the service's log.
// The query is left out: it may hold secrets.
func logged(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := &loggedWriter{ResponseWriter: w, line: func(status int) {
			const longest = 200
			log.Printf("%s %s %d", r.Method, clip.Dots(r.URL.EscapedPath(), longest), status)
		}}
		defer func() { l.say(http.StatusOK) }()
		h.ServeHTTP(l, r)
	})
}

// loggedWriter hears of an answer's status.
type loggedWriter struct {
	http.ResponseWriter
	line func(status int)
	said bool
}

func (w *loggedWriter) say(status int) {
	if !w.said {
		w.said = true
		w.line(status)
	}
}

func (w *loggedWriter) WriteHeader(status int) {
	if status >= 200 || status == http.StatusSwitchingProtocols {
		w.say(status)
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *loggedWriter) Write(b []byte) (int, error) {
	w.say(http.StatusOK)
	return w.ResponseWriter.Write(b)
}

// FlushError sends what there is, and with it the status.
func (w *loggedWriter) FlushError() error {
	w.say(http.StatusOK)
	return http.NewResponseController(w.ResponseWriter).Flush()
}

func (w *loggedWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	c, b, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.say(http.StatusSwitchingProtocols)
	}
	return c, b, err
}

// Unwrap is for http.ResponseController.
func (w *loggedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
