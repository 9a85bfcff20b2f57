// Package embedded is a FerretDB in this process, on SQLite, for a platform that is one process alone; and the indexes of its collections, which are made
// anew as they are needed (index.go). What is kept in it is the matter of the package store, which speaks to it as to any other database.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// longestSocket is the most bytes that the path of a Unix socket may have everywhere.
const longestSocket = 100

// Name is the database's, and that of its file, which ends in Suffix.
const (
	Name   = "berth"
	Suffix = ".sqlite"
)

// ErrInUse is a folder that another process has.
var ErrInUse = errors.New("another process uses this folder")

// wait is how long a start, a call and an end may take.
const wait = 10 * time.Second

// Database is a FerretDB that runs.
type Database struct {
	*Indexes

	socket string
	stop   func()
}

// Start runs a FerretDB on SQLite, with its files in dir and a Unix socket that only this user can open. One process at a time can have a dir: ErrInUse.
func Start(ctx context.Context, dir string, log *slog.Logger) (*Database, error) {
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
	index, err := openIndexes(ctx, filepath.Join(dir, Name+Suffix))
	if err != nil {
		clean()
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
		case <-time.After(wait):
			log.Warn("embedded database did not stop in time")
		}
		clean()
	}
	return &Database{index, socket, stop}, nil
}

// Options are how it is spoken to. A write is on the disk when FerretDB answers; it knows no write concern but 1.
func (d *Database) Options() *options.ClientOptions {
	return options.Client().ApplyURI("mongodb://" + url.PathEscape(d.socket) + "/").SetServerSelectionTimeout(wait).
		SetTimeout(wait).SetWriteConcern(writeconcern.W1()).SetDirect(true).SetRetryWrites(false)
}

// Stop ends it.
func (d *Database) Stop() { d.stop() }

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
		return "", nil, fmt.Errorf("%s: %w", dir, ErrInUse)
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
