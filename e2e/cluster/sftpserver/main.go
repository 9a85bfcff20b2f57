//go:build ignore

// Command sftpserver is the sftp server of the image berth/files, where Debian's images have OpenSSH's. It is built as a file
// in the main module, whose go.mod has what it needs.
package main

import (
	"errors"
	"io"
	"log"
	"os"

	"github.com/pkg/sftp"
)

// stdio is what a server that sshd starts speaks on.
type stdio struct {
	io.Reader
	io.WriteCloser
}

func main() {
	log.SetFlags(0)
	s, err := sftp.NewServer(stdio{os.Stdin, os.Stdout})
	if err != nil {
		log.Fatal(err)
	}
	if err := s.Serve(); err != nil && !errors.Is(err, io.EOF) {
		log.Fatal(err)
	}
}
