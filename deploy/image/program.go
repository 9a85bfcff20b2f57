package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"
)

// program is a binary that becomes an image, and what it says of itself.
type program struct {
	name  string // one of descriptions
	raw   []byte
	site  []file // the static site; nil: none
	tools []file // the programs that fill volumes and copy disks, for the same machine, as far as they are there
	sum   string // SHA-256 in hex
	arch  string // as Go calls it
	info  *debug.BuildInfo
	built time.Time // of the commit; the epoch where that is not known
}

// machines are the architectures that an image can be for.
var machines = map[elf.Machine]string{elf.EM_X86_64: "amd64", elf.EM_AARCH64: "arm64"}

// openProgram reads a binary. It has to run on nothing but a kernel.
func openProgram(name, path string) (*program, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	head, err := elf.NewFile(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("is no program for Linux: %w; remedy: build it with GOOS=linux", err)
	}
	var tools []file
	if name == "berth-gateway" {
		for _, tool := range helpers {
			bin, err := os.ReadFile(filepath.Join(filepath.Dir(path), tool))
			if errors.Is(err, os.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			tools = append(tools, file{path: tool, mode: 0o755, data: bin})
		}
	}
	p := &program{name: name, raw: raw, tools: tools, arch: machines[head.Machine], built: time.Unix(0, 0).UTC()}
	if p.arch == "" {
		return nil, fmt.Errorf("is for %s; images are made for amd64 and arm64", head.Machine)
	}
	for _, part := range head.Progs {
		if part.Type == elf.PT_INTERP {
			return nil, errors.New("needs a dynamic linker, which the image has not; remedy: build it with CGO_ENABLED=0")
		}
	}
	if p.info, err = buildinfo.Read(bytes.NewReader(raw)); err != nil {
		return nil, fmt.Errorf("does not say what it is made of: %w", err)
	}
	sum := sha256.Sum256(raw)
	p.sum = hex.EncodeToString(sum[:])
	// See https://reproducible-builds.org/specs/source-date-epoch.
	if text := os.Getenv("SOURCE_DATE_EPOCH"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("SOURCE_DATE_EPOCH: %q: must be seconds since 1970", text)
		}
		p.built = time.Unix(n, 0).UTC()
	}
	return p, nil
}
