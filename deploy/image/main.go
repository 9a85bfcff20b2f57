// Command image makes a container image of the gateway's, the platform's or the prover's binaries, one for each architecture, without
// a container engine:
//
//	go run . -version v1 -out ../../dist/image ../../dist/image/amd64/berth-gateway ../../dist/image/arm64/berth-gateway
//	go run . -program berth-platform -site ../../dist/site ../../dist/image/amd64/berth-platform …
//
// Where the programs fill and disk (gateway/kube/fill, gateway/kube/disk) lie beside a gateway's binary, they are in the image as /fill and /disk. The platform's site is
// in its image as /site.
//
// It writes berth-gateway.tar (or berth-platform.tar, berth-prover.tar, and so on), an OCI layout that containerd, Podman, skopeo and Docker (25 and later) read, a list of
// what is in each binary (berth-gateway-ARCH.spdx.json, which is in the image too), and the image's digest in
// berth-gateway.digest. With -push REFERENCE it also sends the image to a registry, as whom the Docker configuration says. The same
// binaries give the same digest.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// settings are what the command is told.
type settings struct {
	program  string // one of descriptions
	site     string // folder that is in the image as /site; empty: none
	version  string // of the image, and its tag
	revision string // commit; empty: not known
	name     string // of the image in the archive, without a tag
	out      string // folder
	push     string // reference; empty: nothing is sent
	insecure bool   // the registry may speak plain HTTP
	binaries []string
}

// pushTime is how long sending the image may take.
const pushTime = 10 * time.Minute

func main() {
	var s settings
	flag.StringVar(&s.program, "program", "berth-gateway", "what it is: "+names())
	flag.StringVar(&s.site, "site", "", "folder of the platform's static site")
	flag.StringVar(&s.version, "version", "dev", "version of the image, and its tag in the archive")
	flag.StringVar(&s.revision, "revision", "", "commit that the binaries were built of")
	flag.StringVar(&s.name, "name", "", "name of the image in the archive; empty: localhost/berth/ and the program")
	flag.StringVar(&s.out, "out", "dist/image", "folder to write to")
	flag.StringVar(&s.push, "push", "", "reference to push to, such as registry.example.org/berth/berth-gateway:v1")
	flag.BoolVar(&s.insecure, "insecure", false, "push over plain HTTP")
	flag.Parse()
	s.binaries = flag.Args()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, s, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings, say io.Writer) error {
	if len(s.binaries) == 0 {
		return fmt.Errorf("names no binary; remedy: make image")
	}
	if descriptions[s.program] == "" {
		return fmt.Errorf("-program: %q is none of %s", s.program, names())
	}
	if s.name == "" {
		s.name = "localhost/berth/" + s.program
	}
	site, err := readSite(s.site)
	if err != nil {
		return fmt.Errorf("-site: %w", err)
	}
	tag, err := name.NewTag(s.name+":"+s.version, name.StrictValidation)
	if err != nil {
		return fmt.Errorf("-name and -version: %w", err)
	}
	if err := os.MkdirAll(s.out, 0o755); err != nil {
		return err
	}
	var programs []*program
	for _, path := range s.binaries {
		p, err := openProgram(s.program, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		p.site = site
		programs = append(programs, p)
		list := filepath.Join(s.out, s.program+"-"+p.arch+".spdx.json")
		if err := os.WriteFile(list, p.materials(s.version), 0o644); err != nil {
			return err
		}
	}
	index, err := newIndex(programs, s.version, s.revision)
	if err != nil {
		return err
	}
	digest, err := index.Digest()
	if err != nil {
		return err
	}
	path := filepath.Join(s.out, s.program+".tar")
	if err := archive(path, index, tag, programs[0].built); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(s.out, s.program+".digest"), []byte(digest.String()+"\n"), 0o644); err != nil {
		return err
	}
	if err := report(say, index, programs); err != nil {
		return err
	}
	fmt.Fprintf(say, "%s %s in %s\n", tag, digest, path)
	if s.push == "" {
		return nil
	}
	return push(ctx, s, index, say)
}

// push sends the image to a registry.
func push(ctx context.Context, s settings, index v1.ImageIndex, say io.Writer) error {
	var how []name.Option
	if s.insecure {
		how = append(how, name.Insecure)
	}
	to, err := name.ParseReference(s.push, how...)
	if err != nil {
		return fmt.Errorf("-push: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, pushTime)
	defer cancel()
	if err := remote.WriteIndex(to, index, remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain)); err != nil {
		return fmt.Errorf("push to %s: %w", to, err)
	}
	digest, err := index.Digest()
	if err != nil {
		return err
	}
	fmt.Fprintf(say, "pushed %s@%s\n", to.Context(), digest)
	return nil
}

// report says how large the image is for each architecture: what is fetched, and what it is on disk.
func report(say io.Writer, index v1.ImageIndex, programs []*program) error {
	m, err := index.IndexManifest()
	if err != nil {
		return err
	}
	for i, d := range m.Manifests {
		image, err := index.Image(d.Digest)
		if err != nil {
			return err
		}
		layers, err := image.Layers()
		if err != nil {
			return err
		}
		var fetched int64
		for _, l := range layers {
			n, err := l.Size()
			if err != nil {
				return err
			}
			fetched += n
		}
		fmt.Fprintf(say, "%s: %.1f MB to fetch, the binary %.1f MB, %d modules\n", d.Platform, float64(fetched)/1e6, float64(len(programs[i].raw))/1e6, len(programs[i].info.Deps))
	}
	return nil
}
