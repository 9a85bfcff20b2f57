// Command disk copies what is on a volume, in a pod that a gateway makes for that and that mounts it. It is a program of its own,
// small and static, and speaks to the gateway over an exec: see package carry.
//
//	disk wait                    waits for the others, and ends when none has come for a minute
//	disk pack /volume            writes an archive of it
//	disk unpack /volume HOW MIB  replaces what is on it by the archive that is read; HOW is beside or inplace, MIB the volume's size
//
// What came of it is the last line of its standard error.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"berth/gateway/archive"
	"berth/gateway/kube/carry"
)

func main() {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, args []string, in io.Reader, out, said io.Writer) error {
	switch {
	case len(args) == 1 && args[0] == "wait":
		wait(ctx, busy)
		return nil
	case len(args) == 2 && args[0] == "pack":
		to := &counter{to: bufio.NewWriterSize(out, 256<<10)}
		c, err := archive.Pack(ctx, args[1], to)
		if err == nil {
			err = to.to.Flush()
		}
		return tell(said, carry.Tell(c, to.n, err))
	case len(args) == 4 && args[0] == "unpack" && (args[2] == "beside" || args[2] == "inplace"):
		mib, err := strconv.ParseUint(args[3], 10, 32)
		if err != nil {
			return fmt.Errorf("%q: must be a volume's size in MiB", args[3])
		}
		c, err := archive.Unpack(ctx, args[1], archive.How{InPlace: args[2] == "inplace"}, archive.LimitsOf(mib<<20), &carry.Framed{From: bufio.NewReaderSize(in, 256<<10)})
		return tell(said, carry.Tell(c, 0, err))
	}
	return fmt.Errorf("disk wait, disk pack PATH, or disk unpack PATH beside|inplace MIB; not %q", args)
}

func tell(said io.Writer, r carry.Result) error {
	return json.NewEncoder(said).Encode(r)
}

// counter counts what it passes on.
type counter struct {
	to *bufio.Writer
	n  uint64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += uint64(n)
	return n, err
}

const (
	lookEvery = 5 * time.Second
	patience  = time.Minute
)

// wait waits for the end, or until nothing has been done for a while: a gateway that has gone ends nothing.
func wait(ctx context.Context, busy func() bool) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			if busy() {
				last = now
			}
			if now.Sub(last) > patience {
				return
			}
		}
	}
}

// busy reports whether another process of this program runs here.
func busy() bool {
	self, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return true
	}
	all, _ := filepath.Glob("/proc/[0-9]*/exe")
	for _, p := range all {
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(p)))
		if err != nil || pid == os.Getpid() {
			continue
		}
		if exe, err := os.Readlink(p); err == nil && exe == self {
			return true
		}
	}
	return false
}
