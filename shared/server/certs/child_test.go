package certs

import (
	"context"
	"fmt"
	"log/slog"
	"os"
)

// child gets a certificate of an authority that never answers, until it is killed.
func child(folder, roots, directory string) {
	m, err := newManager(Config{
		Settings: Settings{Agree: true, Directory: directory, Roots: roots}, Folder: folder, Host: host, Log: slog.New(slog.DiscardHandler),
	}, usualPace)
	if err == nil {
		err = m.Obtain(context.Background(), host)
	}
	fmt.Println(err)
	os.Exit(1)
}
