// Command official starts as the well-known images do: as root it makes its files its user's, opens a port below 1024 and writes
// beside its program, then it becomes that user and serves. It is the program of the image berth/official, which names no user
// and says, as JSON, what it could do.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// user is whom it becomes, and data its disk.
const (
	user = 999
	data = "/data"
)

// told is what it says of itself.
type told struct {
	Began  int    `json:"began"`  // uid at the start
	Uid    int    `json:"uid"`    // and now
	Starts int    `json:"starts"` // counted on its disk
	Owner  uint32 `json:"owner"`  // of the disk, as it sees it
	Users  string `json:"users"`  // of /proc/self/uid_map
}

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	t := told{Began: os.Getuid()}
	if err := os.WriteFile("/etc/official.conf", []byte("made at the start\n"), 0o644); err != nil {
		return err
	}
	if err := filepath.WalkDir(data, func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Base(path) == "lost+found" {
			return err
		}
		return os.Chown(path, user, user)
	}); err != nil {
		return err
	}
	ln, err := net.Listen("tcp", ":80")
	if err != nil {
		return err
	}
	if err := errors.Join(syscall.Setgroups(nil), syscall.Setgid(user), syscall.Setuid(user)); err != nil {
		return fmt.Errorf("become %d: %w", user, err)
	}
	if err := os.Chmod(data, 0o700); err != nil { // as PostgreSQL wants it
		return err
	}
	f, err := os.OpenFile(filepath.Join(data, "starts"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.WriteString("start\n"); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	starts, err := os.ReadFile(filepath.Join(data, "starts"))
	if err != nil {
		return err
	}
	var info syscall.Stat_t
	if err := syscall.Stat(data, &info); err != nil {
		return err
	}
	users, err := os.ReadFile("/proc/self/uid_map")
	if err != nil {
		return err
	}
	t.Uid, t.Starts, t.Owner, t.Users = os.Getuid(), strings.Count(string(starts), "\n"), info.Uid, strings.Join(strings.Fields(string(users)), " ")
	log.Printf("%+v", t)
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(t)
	})}
	return server.Serve(ln)
}
