package entries

import (
	"context"
	"encoding/json"
	"fmt"

	"berth/bff/indexer"
	"berth/bff/journal"
	"berth/bff/store/documents"
)

// storedBlock is a block with what says whether it counts.
type storedBlock struct {
	Key   string        `json:"key"`
	Term  uint64        `json:"term"`
	Slot  uint64        `json:"slot"`
	Block indexer.Block `json:"block"`
}

// AddBlocks implements journal.Store. A block is one document with its events, under a key that no other writing of it has.
func (j *Journal) AddBlocks(ctx context.Context, b []journal.Block) error {
	docs := make([]any, len(b))
	for i, v := range b {
		body, err := json.Marshal(storedBlock{v.Key, v.Term, v.Slot, v.Block})
		if err != nil {
			return fmt.Errorf("block %d: %w", v.Number, err)
		}
		docs[i] = documents.Body{ID: v.Key, Body: string(body)}
	}
	return j.docs.AddAll(ctx, blocks, docs)
}

// Block implements journal.Store.
func (j *Journal) Block(ctx context.Context, key string) (indexer.Block, error) {
	b, err := find[storedBlock](ctx, j.docs, blocks, key)
	return b.Block, err
}

// Blocks implements journal.Store.
func (j *Journal) Blocks(ctx context.Context) ([]journal.Block, error) {
	all, err := documents.Scan[storedBlock](ctx, j.docs, blocks)
	out := make([]journal.Block, len(all))
	for i, b := range all {
		out[i] = journal.Block{Key: b.Key, Term: b.Term, Slot: b.Slot, Block: b.Block}
	}
	return out, err
}

// RemoveBlocks implements journal.Store.
func (j *Journal) RemoveBlocks(ctx context.Context, keys []string) error {
	return j.docs.RemoveAll(ctx, blocks, keys)
}
