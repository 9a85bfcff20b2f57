package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// connect tries all targets at once. Over UDP an answer to an empty DNS question counts, since sending always succeeds.
func connect(args []string, report func(finding)) error {
	flags := flag.NewFlagSet("connect", flag.ContinueOnError)
	timeout := flags.Duration("timeout", 2*time.Second, "for each")
	udp := flags.Bool("udp", false, "UDP")
	if err := flags.Parse(args); err != nil {
		return err
	}
	each(flags.Args(), report, func(target string) finding {
		if *udp {
			return found(target, datagram(target, *timeout), "answered")
		}
		c, err := net.DialTimeout("tcp", target, *timeout)
		if err == nil {
			c.Close()
		}
		return found(target, err, "connected")
	})
	return nil
}

func datagram(target string, timeout time.Duration) error {
	c, err := net.Dial("udp", target)
	if err != nil {
		return err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(timeout))
	// A question for the root's name servers, which any name server answers in some way.
	if _, err := c.Write([]byte("\x13\x37\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01")); err != nil {
		return err
	}
	_, err = c.Read(make([]byte, 512))
	return err
}

// get asks all URLs at once. A token that it finds is not sent: what an anonymous stranger gets is bad enough.
func get(args []string, report func(finding)) error {
	flags := flag.NewFlagSet("get", flag.ContinueOnError)
	timeout := flags.Duration("timeout", 2*time.Second, "for each")
	if err := flags.Parse(args); err != nil {
		return err
	}
	client := &http.Client{Timeout: *timeout, Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	each(flags.Args(), report, func(url string) finding {
		ctx, cancel := context.WithTimeout(context.Background(), *timeout)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
		if err != nil {
			return found(url, err, "")
		}
		req.Header.Set("Metadata-Flavor", "Google") // clouds want it
		res, err := client.Do(req)
		if err != nil {
			return found(url, err, "")
		}
		defer res.Body.Close()
		body, err := io.ReadAll(io.LimitReader(res.Body, 200))
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return found(url, err, fmt.Sprintf("%s %s", res.Status, body))
	})
	return nil
}

// send sends zeros.
func send(args []string, report func(finding)) error {
	n, err := number(args, 1, 1<<20)
	if err != nil {
		return err
	}
	try := fmt.Sprintf("send %d MiB", n)
	res, err := (&http.Client{Timeout: 2 * time.Minute}).Post(args[0], "application/octet-stream", io.LimitReader(zeros{}, int64(n)<<20))
	if err != nil {
		report(found(try, err, ""))
		return nil
	}
	res.Body.Close()
	report(found(try, nil, res.Status))
	return nil
}

// zeros is an endless file of them.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// resolve looks all names up at once.
func resolve(args []string, report func(finding)) error {
	each(args, report, func(name string) finding {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		addresses, err := net.DefaultResolver.LookupHost(ctx, name)
		return found(name, err, strings.Join(addresses, " "))
	})
	return nil
}

// each makes an attempt for every target at the same time and reports them in their order.
func each(targets []string, report func(finding), try func(string) finding) {
	all := make([]finding, len(targets))
	var wait sync.WaitGroup
	for i, t := range targets {
		wait.Go(func() { all[i] = try(t) })
	}
	wait.Wait()
	for _, f := range all {
		report(f)
	}
}
