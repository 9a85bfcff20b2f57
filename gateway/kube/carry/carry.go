// Package carry is what a gateway and the program that copies disks in a pod (gateway/kube/disk) say to each other over an exec: an
// archive in one direction, and in the end what came of it. Its end is said, so that a connection that broke is never taken for one.
package carry

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"berth/gateway/archive"
)

// Tool is where the program lies in the helper's image.
const Tool = "/disk"

// Result is what came of a copy: the last line that the program writes to its standard error.
type Result struct {
	archive.Content
	Sent  uint64 `json:"sent"`            // bytes of the archive that it has written
	Fault string `json:"fault,omitempty"` // empty: it is done
	Text  string `json:"text,omitempty"`  // why not
	Lost  bool   `json:"lost,omitempty"`  // the old content is gone
}

// faults are the errors of archive, by the word for them.
var faults = map[string]error{"bad": archive.ErrBad, "over": archive.ErrOver, "full": archive.ErrFull, "from": archive.ErrFrom}

// other is the word for all others.
const other = "other"

// Tell makes a result.
func Tell(c archive.Content, sent uint64, err error) Result {
	r := Result{Content: c, Sent: sent}
	if err == nil {
		return r
	}
	r.Fault, r.Lost = other, errors.Is(err, archive.ErrLost)
	r.Text, _, _ = strings.Cut(err.Error(), "\n") // what else is joined is for Lost
	for word, is := range faults {
		if errors.Is(err, is) {
			r.Fault = word
		}
	}
	return r
}

// maxText is the longest text of a result that is believed, in bytes.
const maxText = 500

// Err is the error that a result tells of; nil: it is done.
func (r Result) Err() error {
	if r.Fault == "" {
		return nil
	}
	text := r.Text
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	err := errors.New(text)
	if is := faults[r.Fault]; is != nil {
		if _, after, cut := strings.Cut(text, is.Error()+": "); cut {
			text = after
		}
		err = fmt.Errorf("%w: %s", is, text)
	}
	if r.Lost {
		err = errors.Join(err, archive.ErrLost)
	}
	return err
}

// Read finds the result in what a program has written to its standard error.
func Read(said []byte) (r Result, err error) {
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &r); err != nil {
		return r, fmt.Errorf("what copies the disk has not said what came of it, but %.200q", said)
	}
	return r, nil
}

// maxFrame is the longest part that a stream is sent in.
const maxFrame = 256 << 10

// Frames sends what is read in parts, each after its length (four bytes, the highest first), and says at the end that it is the end.
// Where from fails nothing of the kind is said, and Err tells why.
type Frames struct {
	From io.Reader
	Err  error

	buf  [4 + maxFrame]byte
	left []byte
	over bool
}

// Read implements io.Reader.
func (f *Frames) Read(p []byte) (int, error) {
	for len(f.left) == 0 {
		if f.over {
			return 0, io.EOF
		}
		n, err := f.From.Read(f.buf[4:])
		switch {
		case n > 0:
			binary.BigEndian.PutUint32(f.buf[:], uint32(n))
			f.left = f.buf[:4+n]
		case errors.Is(err, io.EOF):
			f.over = true
			f.left = make([]byte, 4)
		case err != nil:
			f.Err = err
			return 0, err
		}
	}
	n := copy(p, f.left)
	f.left = f.left[n:]
	return n, nil
}

// Framed reads what Frames sends. An end that was not said is io.ErrUnexpectedEOF.
type Framed struct {
	From io.Reader

	left uint32
	over bool
}

// Read implements io.Reader.
func (f *Framed) Read(p []byte) (int, error) {
	if f.over {
		return 0, io.EOF
	}
	if f.left == 0 {
		var head [4]byte
		if _, err := io.ReadFull(f.From, head[:]); err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		if f.left = binary.BigEndian.Uint32(head[:]); f.left == 0 {
			f.over = true
			return 0, io.EOF
		}
		if f.left > maxFrame {
			return 0, errors.New("carry: a part that is too long")
		}
	}
	n, err := f.From.Read(p[:min(uint64(len(p)), uint64(f.left))])
	f.left -= uint32(n)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}
