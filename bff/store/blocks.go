package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"berth/bff/indexer"
	"berth/contracts/chain/follow"
)

var (
	_ indexer.Log         = (*Store)(nil)
	_ indexer.Checkpoints = (*Store)(nil)
)

// A block is one document, so that taking it out again is one delete by _id, and writing it twice is no different
// from writing it once. Its events are kept as JSON.
type blockDoc struct {
	ID   string `bson:"_id"`
	Hash string `bson:"hash"`
	Body string `bson:"body"`
}

// scanTimeout is for reading a whole collection.
const scanTimeout = 10 * time.Minute

func blockKey(n uint64) string { return fmt.Sprintf("%016d", n) }

var errNoCheckpoint = errors.New("no checkpoint")

// Checkpoint implements indexer.Checkpoints.
func (s *Store) Checkpoint(ctx context.Context) (follow.Checkpoint, error) {
	d, err := get[blockDoc](ctx, s, checkpoints, "index", errNoCheckpoint)
	if errors.Is(err, errNoCheckpoint) {
		return follow.Checkpoint{}, nil
	}
	if err != nil {
		return follow.Checkpoint{}, err
	}
	var c follow.Checkpoint
	if err := json.Unmarshal([]byte(d.Body), &c); err != nil {
		return follow.Checkpoint{}, fmt.Errorf("database: checkpoint: %w", err)
	}
	return c, nil
}

// SetCheckpoint implements indexer.Checkpoints.
func (s *Store) SetCheckpoint(ctx context.Context, c follow.Checkpoint) error {
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	return s.put(ctx, checkpoints, "index", blockDoc{ID: "index", Body: string(body)})
}

// AddBlocks implements indexer.Log.
func (s *Store) AddBlocks(ctx context.Context, b []indexer.Block) error {
	docs := make([]any, len(b))
	for i := range b {
		body, err := json.Marshal(b[i])
		if err != nil {
			return fmt.Errorf("block %d: %w", b[i].Number, err)
		}
		docs[i] = blockDoc{blockKey(b[i].Number), b[i].Hash.String(), string(body)}
	}
	for chunk := range slices.Chunk(docs, 1000) {
		if err := s.add(ctx, blocks, chunk); err != nil {
			return err
		}
	}
	return nil
}

// RemoveBlocks implements indexer.Log.
func (s *Store) RemoveBlocks(ctx context.Context, numbers []uint64) error {
	for _, n := range numbers {
		if _, err := s.remove(ctx, blocks, blockKey(n)); err != nil {
			return err
		}
	}
	return nil
}

// Blocks implements indexer.Log.
func (s *Store) Blocks(ctx context.Context) ([]indexer.Block, error) {
	ctx, cancel := context.WithTimeout(ctx, scanTimeout)
	defer cancel()
	cursor, err := s.db.Collection(blocks).Find(ctx, bson.D{})
	if err != nil {
		return nil, fmt.Errorf("database: read blocks: %w", err)
	}
	defer cursor.Close(ctx)
	var all []indexer.Block
	for cursor.Next(ctx) {
		var d blockDoc
		if err := cursor.Decode(&d); err != nil {
			return nil, fmt.Errorf("database: read blocks: %w", err)
		}
		var b indexer.Block
		if err := json.Unmarshal([]byte(d.Body), &b); err != nil {
			return nil, fmt.Errorf("database: block %s: %w", d.ID, err)
		}
		all = append(all, b)
	}
	if err := cursor.Err(); err != nil {
		return nil, fmt.Errorf("database: read blocks: %w", err)
	}
	slices.SortFunc(all, func(a, b indexer.Block) int { return cmp.Compare(a.Number, b.Number) })
	return all, nil
}
