package local

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"berth/gateway/cluster"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// task is berth/task, which runs to its end: it writes the line SAY, asks the service at FETCH for a page, until it has
// answered once, leaves a file with the name TOUCH on its disk, and ends with the code EXIT.
func task(ctx context.Context, s settings) (code int, err error) {
	if line := s.Env["SAY"]; line != "" {
		log.Print(line)
	}
	for address := s.Env["FETCH"]; address != ""; {
		status, _, err := fetch(ctx, s, address)
		if err == nil {
			log.Printf("%s answers %d", address, status)
			break
		}
		log.Printf("%s: %v", address, err)
		select {
		case <-ctx.Done():
			return 1, ctx.Err()
		case <-time.After(time.Second):
		}
	}
	if name := s.Env["TOUCH"]; name != "" {
		if s.Disk == "" {
			return 1, errors.New("it needs a disk to leave a file on")
		}
		if err := write(filepath.Join(s.Disk, filepath.Base(name)), []byte(s.Order.String()+"\n")); err != nil {
			return 1, err
		}
	}
	if exit := s.Env["EXIT"]; exit != "" {
		if code, err = strconv.Atoi(exit); err != nil {
			return 1, fmt.Errorf("EXIT: %w", err)
		}
	}
	return code, nil
}

// runTask runs a task as this process, and does not return if its code is not 0.
func runTask(ctx context.Context, s settings) error {
	code, err := task(ctx, s)
	if err != nil {
		return err
	}
	if code != 0 {
		os.Exit(code)
	}
	return nil
}

// marked begins the names of the files that say what has ended well.
const marked = ".ended-"

// taskTries is how often what runs once is tried.
const taskTries = 3

// attempt runs a process to its end, again where that was no good one.
func (p *process) attempt(ctx context.Context) {
	if _, err := os.Stat(p.mark); err == nil {
		p.finish()
		return
	}
	pause := firstPause
	for try := 1; ; try++ {
		p.tell(wire.PhaseStarting, phrase.Form("runs, until it ends").Text())
		end := p.once(ctx)
		if ctx.Err() != nil {
			return
		}
		end.Bad = end.Bad && end.Figures["code"] != "0"
		p.note(end)
		if !end.Bad {
			if err := os.WriteFile(p.mark, nil, 0o600); err != nil {
				p.slog.Error("what has ended may run again", "err", err)
			}
			p.finish()
			return
		}
		p.slog.Warn("what runs once has ended badly", "try", try, "why", end.Text)
		if try == taskTries {
			p.broken.Store(true)
			p.tell(wire.PhaseFailed, p.lament(phrase.Form("it did not end well, %d times (%v)").Text(try, end.Text)))
			p.changed()
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause *= 2
	}
}

// finish says that a process has ended well.
func (p *process) finish() {
	p.ended.Store(true)
	p.up.Store(true)
	p.tell(wire.PhaseDone, phrase.Form("it ended well").Text())
	p.answers()
	p.changed()
}

// markOf is the file that says that a service that runs once has ended well in a workload's revision, for a gateway that is
// started anew. Those of others go.
func markOf(home, service string, w cluster.Workload) (string, error) {
	mark := filepath.Join(home, fmt.Sprintf("%s%d-%d", marked, w.Revision, w.Restart))
	if n := w.Again[service]; n > 0 {
		mark += fmt.Sprintf("-%d", n)
	}
	entries, err := os.ReadDir(home)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if path := filepath.Join(home, e.Name()); strings.HasPrefix(e.Name(), marked) && path != mark {
			if err := os.Remove(path); err != nil {
				return "", err
			}
		}
	}
	return mark, nil
}
