// Command hostile tries what a tenant must not be able to do, and says how far it came. It is the program of the image
// berth/hostile:
//
//	serve                         answer on $PORT (the default): GET / says who it is, POST /run {"args": [...]} runs any
//	                              other command as a child, so that all of this can be asked for through a gateway
//	connect [-timeout 2s] [-udp] host:port...   try to connect to all of them at once
//	get [-timeout 2s] url...      GET, without checking certificates; shows the first 200 bytes
//	send url MiB                  POST so much to the URL
//	resolve name...               look the names up
//	token                         look for service-account tokens
//	status                        user, groups, capabilities, seccomp, no_new_privs and addresses of this process
//	syscalls                      try the calls that a container escape begins with
//	write path...                 try to write a file at each path
//	fork n                        start up to n children that do nothing, at most 4096
//	memory MiB                    take memory and use it
//	disk path MiB                 write a file of that size
//	sleep seconds                 do nothing
//
// Every finding is a line of JSON on standard output: {"try": …, "ok": true if it succeeded, "detail": …}. The exit
// status is 0 if the commands could be tried at all.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// finding is what became of one attempt.
type finding struct {
	Try    string `json:"try"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail,omitempty"`
}

// found gives the finding of an attempt that ended in err.
func found(try string, err error, detail string) finding {
	if err != nil {
		return finding{Try: try, Detail: err.Error()}
	}
	return finding{Try: try, OK: true, Detail: detail}
}

// command makes attempts and reports each as it ends.
type command func(args []string, report func(finding)) error

var commands = map[string]command{
	"connect": connect, "get": get, "send": send, "resolve": resolve, "token": token, "status": status, "syscalls": syscalls, "write": write,
	"fork": fork, "memory": memory, "disk": disk, "sleep": sleep,
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	if len(args) == 0 || args[0] == "serve" {
		return serve()
	}
	c, ok := commands[args[0]]
	if !ok {
		return fmt.Errorf("no command %.40q", args[0])
	}
	out := json.NewEncoder(os.Stdout)
	return c(args[1:], func(f finding) { out.Encode(f) })
}

// serve answers until it is told to end.
func serve() error {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	ln, err := net.Listen("tcp", ":"+port)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		host, _ := os.Hostname()
		fmt.Fprintf(w, "hostile %s, asked by %s\n", host, r.RemoteAddr)
	})
	mux.HandleFunc("POST /run", func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Args []string `json:"args"`
		}
		if err := json.NewDecoder(io.LimitReader(r.Body, 64<<10)).Decode(&ask); err != nil || len(ask.Args) == 0 {
			http.Error(w, `needs {"args": ["command", ...]}`, http.StatusBadRequest)
			return
		}
		child(w, r, ask.Args)
	})
	warm()
	log.Printf("listening on %s", ln.Addr())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	over := make(chan os.Signal, 1)
	signal.Notify(over, syscall.SIGTERM)
	go func() {
		<-over
		server.Close()
	}()
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// child runs a command in a process of its own, since some of them are killed for what they do, and adds how it ended.
func child(w http.ResponseWriter, r *http.Request, args []string) {
	exe, err := os.Executable()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	cmd := exec.CommandContext(r.Context(), exe, args...)
	cmd.Stdout, cmd.Stderr = flushed{w}, os.Stderr
	err = cmd.Run()
	json.NewEncoder(w).Encode(found("exit", err, "0"))
}

// flushed sends what is written at once.
type flushed struct{ http.ResponseWriter }

func (f flushed) Write(b []byte) (int, error) {
	n, err := f.ResponseWriter.Write(b)
	if flusher, ok := f.ResponseWriter.(http.Flusher); ok {
		flusher.Flush()
	}
	return n, err
}

func sleep(args []string, _ func(finding)) error {
	n, err := number(args, 0, 3600)
	time.Sleep(time.Duration(n) * time.Second)
	return err
}

// number reads an argument from 1 to most.
func number(args []string, i, most int) (int, error) {
	if i >= len(args) {
		return 0, errors.New("a number is missing")
	}
	n, err := strconv.Atoi(args[i])
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%.20q is not a number from 1 to %d", args[i], most)
	}
	return n, nil
}
