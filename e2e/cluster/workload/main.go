//go:build ignore

// Command workload is the program of the images berth/hello, berth/echo and berth/notes: the built-in images of the
// gateway's local runtime, as a process of a container's that listens on 0.0.0.0:$PORT. It is built as a file in the
// main module, whose packages it needs.
package main

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"berth/gateway/local"
	"berth/shared/order"
	"berth/shared/server/heap"
)

func main() {
	log.SetFlags(0) // who keeps the log notes the times
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	c := local.Container{
		Image: os.Getenv("BERTH_IMAGE"), Node: os.Getenv("BERTH_NODE"), Region: os.Getenv("BERTH_REGION"),
		Service: os.Getenv("BERTH_SERVICE"), Disk: os.Getenv("BERTH_DISK"), Env: map[string]string{},
	}
	var err error
	if id := os.Getenv("BERTH_ORDER"); id != "" {
		if c.Order, err = order.ParseID(id); err != nil {
			return fmt.Errorf("BERTH_ORDER: %w", err)
		}
	}
	if c.DiskBytes, err = strconv.ParseInt(cmp.Or(os.Getenv("BERTH_DISK_BYTES"), "0"), 10, 64); err != nil {
		return fmt.Errorf("BERTH_DISK_BYTES: %w", err)
	}
	if c.Disk == "" && c.Image == "berth/notes" {
		c.Disk = "/data"
	}
	if c.DiskBytes == 0 && c.Disk != "" {
		c.DiskBytes = 64 << 20
	}
	for _, e := range os.Environ() {
		if k, v, ok := strings.Cut(e, "="); ok && !strings.HasPrefix(k, "BERTH_") {
			c.Env[k] = v
		}
	}
	if n := heap.Limit(); n > 0 {
		debug.SetMemoryLimit(n)
	}
	ln, err := net.Listen("tcp", ":"+cmp.Or(os.Getenv("PORT"), "8080"))
	if err != nil {
		return err
	}
	return local.Serve(ctx, ln, c)
}
