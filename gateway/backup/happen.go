package backup

import (
	"fmt"
	"strconv"

	"berth/gateway/lease/diary"
	"berth/shared/wire"
)

// happening is what an order's diary says of a run that has ended.
func happening(run wire.BackupRun) wire.Happening {
	bytes := strconv.FormatInt(run.Bytes, 10)
	if run.Fault == "" {
		code, what := wire.HappenedBackup, "its disks were backed up"
		if run.Kind == wire.KindRestore {
			code, what = wire.HappenedFromBackup, "its disks were restored from a backup"
		}
		return diary.Did(code, fmt.Sprintf("%s: %s, %s bytes", what, run.Path, bytes), "path", run.Path, "bytes", bytes)
	}
	code, what := wire.HappenedNoBackup, "its disks were not backed up"
	if run.Kind == wire.KindRestore {
		code, what = wire.HappenedNotFromBackup, "its disks were not restored from a backup"
	}
	figures := []string{"why", string(run.Fault)}
	if run.Operation != "" {
		figures = append(figures, "operation", run.Operation)
	}
	h := diary.Did(code, what+": "+run.Text, figures...)
	h.Bad = true
	return h
}
