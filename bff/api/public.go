package api

import (
	"bytes"
	"compress/gzip"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"
)

// leastPacked is how many bytes an answer has to have to be packed.
const leastPacked = 1400

// public is for what is the same for everybody: it has an entity tag, so that who has it gets a 304, and is packed for who
// takes that. What a session gets is never packed: its length could tell of it (BREACH).
func public(c *fiber.Ctx) error {
	if err := c.Next(); err != nil {
		return err
	}
	if c.Response().StatusCode() != fiber.StatusOK || c.Response().IsBodyStream() {
		return nil
	}
	k := &kept{body: c.Response().Body()}
	return k.send(c)
}

// kept is an answer's body, with what follows from it once somebody needs it. It is safe for concurrent use.
type kept struct {
	body []byte

	tagging, packing sync.Once
	tagged           string
	packed           []byte // nil: it does not become shorter
}

func (k *kept) tag() string {
	k.tagging.Do(func() { k.tagged = tag(k.body) })
	return k.tagged
}

var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is one that there is
	return w
}}

func (k *kept) small() []byte {
	k.packing.Do(func() {
		w, ok := packers.Get().(*gzip.Writer)
		if !ok || len(k.body) < leastPacked {
			return
		}
		defer packers.Put(w)
		var b bytes.Buffer
		w.Reset(&b)
		if _, err := w.Write(k.body); err != nil || w.Close() != nil || b.Len() >= len(k.body) {
			return
		}
		k.packed = b.Bytes()
	})
	return k.packed
}

// send answers with it. The tag of the packed form is another one (RFC 9110, 8.8.3.3).
func (k *kept) send(c *fiber.Ctx) error {
	h := &c.Response().Header
	h.Set(fiber.HeaderCacheControl, "no-cache")
	h.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	etag, body := k.tag(), k.body
	if accept := c.Request().Header.Peek(fiber.HeaderAcceptEncoding); len(accept) > 0 && accepts(string(accept), "gzip") {
		if small := k.small(); small != nil {
			etag, body = strings.TrimSuffix(etag, `"`)+`-gz"`, small
			h.Set(fiber.HeaderContentEncoding, "gzip")
		}
	}
	h.Set(fiber.HeaderETag, etag)
	if known := c.Request().Header.Peek(fiber.HeaderIfNoneMatch); len(known) > 0 && matches(string(known), etag) {
		c.Response().ResetBody()
		h.Del(fiber.HeaderContentEncoding)
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Response().SetBodyRaw(body)
	return nil
}
