//! The resident memory of this process (Linux).

/// Starts the highest mark of resident memory anew (proc(5), `clear_refs`).
///
/// # Panics
/// Where the kernel does not let it.
pub fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").expect("the kernel keeps the mark");
}

/// The highest resident memory since the mark was set, in GiB.
///
/// # Panics
/// Where the kernel does not tell.
pub fn peak_gib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("the kernel tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("it has the mark");
    let kib: f64 = line.trim().trim_end_matches(" kB").trim().parse().expect("a number of KiB");
    kib / f64::from(1 << 20)
}
