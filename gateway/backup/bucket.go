package backup

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"berth/shared/wire"
)

const (
	leastPart = 8 << 20 // bytes of a part of an object; one is held in memory at a time
	mostPart  = 128 << 20
	mostParts = 10000 // that S3 takes
	maxListed = 20000 // objects that are looked through
	listCalls = 200   // requests for that
	jobCalls  = 2 * mostParts
	checkTime = 20 * time.Second
	shortTime = time.Minute // for a few small requests
)

// bucket is a user's, for one job. Its errors are faults.
type bucket struct {
	client minio.Core
	guard  *guard
	name   string
	prefix string
}

// open makes a client; it asks nobody.
func (k *Keeper) open(b wire.Bucket, calls int64) (*bucket, error) {
	u, err := url.Parse(b.Endpoint)
	if err != nil {
		return nil, &fault{kind: wire.FaultEndpoint, err: err}
	}
	g := &guard{base: k.transport, plain: k.plain, call: k.call, stall: k.stall}
	g.calls.Store(calls)
	lookup, region := minio.BucketLookupDNS, b.Region
	if b.PathStyle {
		lookup = minio.BucketLookupPath
	}
	if region == "" {
		region = "us-east-1"
	}
	c, err := minio.NewCore(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(b.AccessKey, b.Secret, ""), Secure: u.Scheme == "https", Transport: g, Region: region, BucketLookup: lookup,
		MaxRetries: k.tries,
	})
	if err != nil {
		return nil, &fault{kind: wire.FaultEndpoint, err: err}
	}
	return &bucket{client: *c, guard: g, name: b.Bucket, prefix: b.Prefix}, nil
}

// partOf is how large the parts are of an object that may have so many bytes, encryption included.
func partOf(size int64) uint64 {
	const mib = 1 << 20
	need := (size + size/100 + mostParts - 1) / (mostParts - 1)
	return uint64(min(max(leastPart, (need+mib-1)/mib*mib), mostPart))
}

// put writes an object of an unknown size, of which size is a guess from above, and gives how long it is there.
func (s *bucket) put(ctx context.Context, key string, r io.Reader, size int64) (int64, error) {
	info, err := s.client.Client.PutObject(ctx, s.name, s.prefix+key, r, -1, minio.PutObjectOptions{
		PartSize: partOf(size), NumThreads: 1, ContentType: "application/octet-stream",
	})
	if err != nil {
		// minio-go gives up a broken upload in the same context, which may be why it broke.
		clean, done := context.WithTimeout(context.WithoutCancel(ctx), shortTime)
		defer done()
		_ = s.client.RemoveIncompleteUpload(clean, s.name, s.prefix+key) // the next backup tries again
		return 0, judge("put", err)
	}
	return info.Size, nil
}

// putSmall writes an object at once.
func (s *bucket) putSmall(ctx context.Context, key string, raw []byte, mime string) error {
	_, err := s.client.Client.PutObject(ctx, s.name, s.prefix+key, bytes.NewReader(raw), int64(len(raw)), minio.PutObjectOptions{ContentType: mime, DisableMultipart: true})
	return judge("put", err)
}

// size is how long an object is, as the server says.
func (s *bucket) size(ctx context.Context, key string) (int64, error) {
	info, err := s.client.Client.StatObject(ctx, s.name, s.prefix+key, minio.StatObjectOptions{})
	return info.Size, judge("get", err)
}

// getSmall reads an object of so many bytes at most.
func (s *bucket) getSmall(ctx context.Context, key string, most int64) ([]byte, error) {
	r, _, _, err := s.client.GetObject(ctx, s.name, s.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, judge("get", err)
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(raw)) > most {
		err = &fault{kind: wire.FaultAltered, op: "get", err: errTooMuch}
	}
	return raw, judge("get", err)
}

func (s *bucket) remove(ctx context.Context, key string) error {
	return judge("delete", s.client.Client.RemoveObject(ctx, s.name, s.prefix+key, minio.RemoveObjectOptions{}))
}

// abandon gives up uploads of an order's that were begun and never ended, a hundred at a time. It is for the user's bill, and may fail.
func (s *bucket) abandon(ctx context.Context, folder string) {
	ctx, done := context.WithTimeout(ctx, shortTime)
	defer done()
	n := 0
	for u := range s.client.ListIncompleteUploads(ctx, s.name, s.prefix+folder, true) {
		if n++; n > 100 || u.Err != nil {
			return
		}
		if strings.HasPrefix(u.Key, s.prefix+folder) {
			_ = s.client.AbortMultipartUpload(ctx, s.name, u.Key, u.UploadID) // the next backup tries again
		}
	}
}

// list gives the backups below a folder, oldest first.
func (s *bucket) list(ctx context.Context, folder string) ([]wire.BackupEntry, error) {
	ctx, done := context.WithTimeout(ctx, shortTime)
	defer done()
	found := map[string]*wire.BackupEntry{}
	var paths []string
	n := 0
	for o := range s.client.Client.ListObjects(ctx, s.name, minio.ListObjectsOptions{Prefix: s.prefix + folder, Recursive: true}) {
		if o.Err != nil {
			return nil, judge("list", o.Err)
		}
		if n++; n > maxListed {
			return nil, &fault{kind: wire.FaultStore, op: "list", err: errTooMuch}
		}
		key, below := strings.CutPrefix(o.Key, s.prefix)
		path, file, ok := parseKey(key)
		if !below || !ok || !strings.HasPrefix(path, folder) {
			continue
		}
		e := found[path]
		if e == nil {
			_, at, err := parsePath(path)
			if err != nil {
				continue
			}
			e = &wire.BackupEntry{Path: path, At: at, Disks: []wire.BackupDisk{}}
			found[path] = e
			paths = append(paths, path)
		}
		if file == manifestName {
			e.Whole = true
		} else if len(e.Disks) < maxDisks {
			e.Disks = append(e.Disks, wire.BackupDisk{Disk: strings.TrimSuffix(file, diskEnd), Bytes: o.Size})
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, judge("list", err)
	}
	all := make([]wire.BackupEntry, 0, len(paths))
	for _, p := range paths {
		all = append(all, *found[p])
	}
	return all, nil
}

// try puts, reads, lists and, where backups are to be deleted, deletes an object.
func (s *bucket) try(ctx context.Context, folder string, deletes bool) error {
	ctx, done := context.WithTimeout(ctx, checkTime)
	defer done()
	text := make([]byte, 32)
	rand.Read(text)
	key := folder + "check"
	text = []byte("written by a node to see whether it may: " + hex.EncodeToString(text) + "\n")
	if err := s.putSmall(ctx, key, text, "text/plain"); err != nil {
		return err
	}
	back, err := s.getSmall(ctx, key, int64(len(text)))
	if err != nil {
		return err
	}
	if !bytes.Equal(text, back) {
		return &fault{kind: wire.FaultAltered, op: "get", err: errors.New("another text")}
	}
	if _, err := s.list(ctx, folder); err != nil {
		return err
	}
	if err := s.remove(ctx, key); err != nil && deletes {
		return err
	}
	return nil
}

// object reads an object of a known length from its beginning to its end. Where the connection breaks it goes on where it was.
type object struct {
	ctx   context.Context
	s     *bucket
	key   string
	size  int64
	etag  string
	at    int64
	left  int // times that it may still be opened
	r     io.ReadCloser
	tries time.Duration // pause before it is opened again
}

func (s *bucket) read(ctx context.Context, key string, size int64, pause time.Duration) *object {
	return &object{ctx: context.WithValue(ctx, whole{}, true), s: s, key: key, size: size, left: 6, tries: pause}
}

func (o *object) Read(p []byte) (int, error) {
	for o.at < o.size {
		if o.r == nil {
			if err := o.open(); err != nil {
				return 0, err
			}
		}
		n, err := o.r.Read(p[:min(int64(len(p)), o.size-o.at)])
		o.at += int64(n)
		if err != nil {
			o.r.Close()
			o.r = nil
		}
		switch {
		case n > 0:
			return n, nil
		case err == nil:
			continue
		case o.left == 0 || o.ctx.Err() != nil:
			if err == io.EOF {
				err = &fault{kind: wire.FaultAltered, op: "get", err: io.ErrUnexpectedEOF}
			}
			return 0, judge("get", err)
		}
		select {
		case <-time.After(o.tries):
			o.tries *= 2
		case <-o.ctx.Done():
			return 0, judge("get", context.Cause(o.ctx))
		}
	}
	return 0, io.EOF
}

func (o *object) open() error {
	o.left--
	opts := minio.GetObjectOptions{}
	if o.at > 0 {
		if err := opts.SetRange(o.at, o.size-1); err != nil {
			return fmt.Errorf("range: %w", err)
		}
		if o.etag != "" {
			if err := opts.SetMatchETag(o.etag); err != nil {
				return fmt.Errorf("etag: %w", err)
			}
		}
	}
	r, info, h, err := o.s.client.GetObject(o.ctx, o.s.name, o.s.prefix+o.key, opts)
	if err != nil {
		return judge("get", err)
	}
	if o.at > 0 && h.Get("Content-Range") == "" {
		r.Close()
		return &fault{kind: wire.FaultStore, op: "get", err: errors.New("it sends the beginning again")}
	}
	o.etag, o.r = info.ETag, r
	return nil
}

func (o *object) Close() error {
	if o.r == nil {
		return nil
	}
	return o.r.Close()
}
