package backup

import (
	"cmp"
	"slices"
	"time"

	"berth/shared/wire"
)

// unfinished is how old a backup is that was not finished when it is taken for given up: no run lasts that long.
const unfinished = 2 * wholeTime

// spare are those of an order's backups that are not kept. Without any number all are. Those that were not finished count for nothing
// and go once nobody can be writing them any more.
func spare(all []wire.BackupEntry, keep wire.BackupKeep, now time.Time) (gone []wire.BackupEntry) {
	if keep == (wire.BackupKeep{}) {
		return nil
	}
	all = slices.SortedFunc(slices.Values(all), func(a, b wire.BackupEntry) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Path, b.Path)) })
	newest := 0
	type week struct{ year, week int }
	days, weeks := map[string]bool{}, map[week]bool{}
	for _, e := range all {
		if !e.Whole {
			if now.Sub(e.At) > unfinished {
				gone = append(gone, e)
			}
			continue
		}
		at := e.At.UTC()
		day := at.Format(time.DateOnly)
		y, w := at.ISOWeek()
		stays := newest < keep.Newest
		if !days[day] && len(days) < keep.Daily {
			stays = true
		}
		if !weeks[week{y, w}] && len(weeks) < keep.Weekly {
			stays = true
		}
		newest++
		if len(days) < keep.Daily {
			days[day] = true
		}
		if len(weeks) < keep.Weekly {
			weeks[week{y, w}] = true
		}
		if !stays {
			gone = append(gone, e)
		}
	}
	return gone
}
