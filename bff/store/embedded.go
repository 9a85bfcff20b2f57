package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// longestSocket is the most bytes that the path of a Unix socket may have everywhere.
const longestSocket = 100

// OpenEmbedded runs a FerretDB on SQLite in this process, with its files in dir and a Unix socket that only this user
// can open. One process at a time can have a dir.
func OpenEmbedded(ctx context.Context, dir string, log *slog.Logger) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return nil, fmt.Errorf("embedded database: %w", err)
	}
	socket, clean, err := socketFor(dir)
	if err != nil {
		return nil, fmt.Errorf("embedded database: %w", err)
	}
	f, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{Unix: socket}, Handler: "sqlite",
		SQLiteURL: (&url.URL{Scheme: "file", Path: dir + "/"}).String(),
		Logger:    slog.New(quiet{log.Handler()}),
	})
	if err != nil {
		clean()
		return nil, fmt.Errorf("embedded database: %w", err)
	}
	if err := os.Chmod(socket, 0o600); err != nil {
		clean()
		return nil, fmt.Errorf("embedded database: %w", err)
	}
	run, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := f.Run(run); err != nil {
			log.Error("embedded database", "err", err)
		}
	}()
	stop := func() {
		cancel()
		select {
		case <-done:
		case <-time.After(timeout):
			log.Warn("embedded database did not stop in time")
		}
		clean()
	}
	// A write is on the disk when FerretDB answers; it knows no write concern but 1.
	o := options.Client().ApplyURI("mongodb://" + url.PathEscape(socket) + "/").SetServerSelectionTimeout(timeout).
		SetTimeout(timeout).SetWriteConcern(writeconcern.W1()).SetDirect(true).SetRetryWrites(false)
	s, err := open(ctx, o, "berth")
	if err != nil {
		stop()
		return nil, err
	}
	s.stop = stop
	return s, nil
}

var errInUse = errors.New("another process uses this folder")

// socketFor gives a path for the socket: in dir, or where that is too long for a socket, in a folder of its own.
func socketFor(dir string) (socket string, clean func(), err error) {
	socket = filepath.Join(dir, "db.sock")
	clean = func() { os.Remove(socket) }
	if len(socket) > longestSocket {
		tmp, err := os.MkdirTemp("", "berth-db-")
		if err != nil {
			return "", nil, err
		}
		socket = filepath.Join(tmp, "db.sock")
		return socket, func() { os.RemoveAll(tmp) }, nil
	}
	if c, err := net.DialTimeout("unix", socket, time.Second); err == nil {
		c.Close()
		return "", nil, fmt.Errorf("%s: %w", dir, errInUse)
	}
	if err := os.Remove(socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", nil, err
	}
	return socket, clean, nil
}

// quiet lets FerretDB's errors through. Its warnings are whole messages of the wire for every command that it does not
// have, the driver's good-bye among them.
type quiet struct{ slog.Handler }

func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelError && q.Handler.Enabled(ctx, l)
}

func (q quiet) WithAttrs(a []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(a)} }

func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }

// databaseOf is the database that a URI names.
func databaseOf(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	_, path, _ := strings.Cut(rest, "/")
	if name, _, _ := strings.Cut(path, "?"); name != "" {
		return name
	}
	return "berth"
}
