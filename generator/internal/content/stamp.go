package content

import (
	"io/fs"
	"time"
)

// stamp is what a listing tells of a file, and when it did. It spares reading
// files that nobody touched; whether they changed is decided by their bytes.
type stamp struct {
	size     int64
	modified time.Time
	seen     time.Time
}

// settled is how long before it was seen a file must have been written for its
// time to be trusted: a second write within the same tick of a coarse clock
// leaves the time as it is.
const settled = 2 * time.Second

func stampOf(e fs.DirEntry) stamp {
	info, err := e.Info()
	if err != nil || info.ModTime().IsZero() {
		return stamp{} // covers nothing
	}
	return stamp{info.Size(), info.ModTime(), time.Now()}
}

// covers tells whether a file that looks like now is surely the one that was
// read when it looked like s.
func (s stamp) covers(now stamp) bool {
	return !s.modified.IsZero() && s.size == now.size && s.modified.Equal(now.modified) && s.seen.Sub(s.modified) > settled
}
