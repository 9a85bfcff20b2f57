// Command prover is what a platform deploys on a node that it looks at, in an order of its own: the standard page, which shows what
// GREETING says, and the prover of a machine's cores, memory, disk and network (package capacity) beside it. It is the program of
// the image berth-prover (make image-prover), which nodes that run any image pull; docs/certification.md has what it is asked.
//
// It listens at PORT, or 8080, and keeps tables in BERTH_DATA, or /data, where there is such a folder. It believes whoever reaches
// it: the node's gateway lets nobody in but who has rented it.
package main

import (
	"cmp"
	"context"
	"errors"
	"html/template"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"berth/shared/server/capacity"
	"berth/shared/server/heap"
)

func main() {
	log.SetFlags(0) // who keeps the log notes the times
	if n := heap.Limit(); n > 0 {
		debug.SetMemoryLimit(n)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ln, err := net.Listen("tcp", ":"+cmp.Or(os.Getenv("PORT"), "8080"))
	if err == nil {
		err = serve(ctx, ln, os.Getenv("GREETING"), cmp.Or(os.Getenv("BERTH_DATA"), "/data"))
	}
	if err != nil {
		log.Fatal("berth-prover: ", err)
	}
}

// serve answers until ctx ends; requests under way have a second more.
func serve(ctx context.Context, ln net.Listener, greeting, disk string) error {
	if i, err := os.Stat(disk); err != nil || !i.IsDir() {
		disk = ""
	}
	prover := capacity.NewProver(disk)
	defer prover.Close()
	srv := &http.Server{Handler: handler(prover, greeting), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
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

// handler is the page at /, and the prover everywhere else.
func handler(prover http.Handler, greeting string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", prover)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		_ = page.Execute(w, cmp.Or(greeting, "Hello from your berth")) // who asked has gone
	})
	return mux
}

var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.}}</title><link rel="icon" href="data:,"></head>
<body><h1>{{.}}</h1></body>
</html>
`))
