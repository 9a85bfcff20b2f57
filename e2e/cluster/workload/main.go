//go:build ignore

// Command workload is the program of the images berth/hello, berth/echo and berth/notes: the built-in images of the
// gateway's local runtime, as a process of a container's that listens on 0.0.0.0:$PORT. It is built as a file in the
// main module, whose packages it needs.
//
// The local runtime starts its services with a line of settings on standard input and a unix socket to listen on. This
// does the same, with a socket in the abstract name space, since a container's root is read-only, and joins the two.
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"berth/gateway/local"
)

const socket = "@berth-service"

func main() {
	local.Main()
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	name := os.Getenv("BERTH_IMAGE")
	quota, err := strconv.ParseInt(cmp.Or(os.Getenv("BERTH_DISK_BYTES"), "0"), 10, 64)
	if err != nil {
		return fmt.Errorf("BERTH_DISK_BYTES: %w", err)
	}
	env := map[string]string{}
	for _, e := range os.Environ() {
		if k, v, ok := strings.Cut(e, "="); ok && !strings.HasPrefix(k, "BERTH_") {
			env[k] = v
		}
	}
	disk := os.Getenv("BERTH_DISK")
	if disk == "" && name == "berth/notes" {
		disk = "/data"
	}
	if quota == 0 && disk != "" {
		quota = 64 << 20
	}
	order := json.RawMessage(cmp.Or(os.Getenv("BERTH_ORDER"), "0"))
	settings, err := json.Marshal(map[string]any{
		"image": name, "socket": socket, "orderId": order, "node": os.Getenv("BERTH_NODE"), "region": os.Getenv("BERTH_REGION"),
		"service": os.Getenv("BERTH_SERVICE"), "disk": disk, "diskBytes": quota, "env": env,
	})
	if err != nil {
		return fmt.Errorf("BERTH_ORDER: %w", err)
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	service := exec.Command(exe, "berth-service-process")
	service.Stdout, service.Stderr = os.Stdout, os.Stderr
	in, err := service.StdinPipe()
	if err != nil {
		return err
	}
	if err := service.Start(); err != nil {
		return err
	}
	if _, err := in.Write(append(settings, '\n')); err != nil {
		return err
	}
	over := make(chan os.Signal, 1)
	signal.Notify(over, syscall.SIGTERM)
	go func() {
		<-over
		in.Close() // the service ends with its input
	}()
	// Listening only when the service does, so that a connection accepted is a connection served.
	for tries := 0; ; tries++ {
		c, err := net.Dial("unix", socket)
		if err == nil {
			c.Close()
			break
		}
		if tries == 500 {
			service.Process.Kill()
			return service.Wait()
		}
		time.Sleep(10 * time.Millisecond)
	}
	ln, err := net.Listen("tcp", ":"+cmp.Or(os.Getenv("PORT"), "8080"))
	if err != nil {
		return err
	}
	go accept(ln)
	return service.Wait()
}

func accept(ln net.Listener) {
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		go join(c.(*net.TCPConn))
	}
}

// join copies between a connection and the service until both sides have ended.
func join(c *net.TCPConn) {
	defer c.Close()
	s, err := net.Dial("unix", socket)
	if err != nil {
		return
	}
	defer s.Close()
	half := make(chan struct{})
	go func() {
		io.Copy(s, c)
		s.(*net.UnixConn).CloseWrite()
		close(half)
	}()
	io.Copy(c, s)
	c.CloseWrite()
	<-half
}
