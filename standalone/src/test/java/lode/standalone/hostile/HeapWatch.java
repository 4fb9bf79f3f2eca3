package lode.standalone.hostile;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The most heap that was still in use after a collection, while it watched. */
final class HeapWatch implements AutoCloseable {

  private static final long MEGABYTE = 1 << 20;

  /** A collector also reports classes and compiled code, which no page can make grow. */
  private static final Set<String> HEAP_POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());

  private final AtomicLong most = new AtomicLong();
  private final NotificationListener listener = this::collected;
  private final long before;

  HeapWatch() {
    System.gc();
    before = used();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
    }
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void collected(Notification notification, Object unused) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      long after =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
              .getGcInfo()
              .getMemoryUsageAfterGc()
              .entrySet()
              .stream()
              .filter(pool -> HEAP_POOLS.contains(pool.getKey()))
              .map(Map.Entry::getValue)
              .mapToLong(MemoryUsage::getUsed)
              .sum();
      most.accumulateAndGet(after, Math::max);
    }
  }

  /** Megabytes in use after a collection, at most, beyond those in use when the watch began. */
  long mostMegabytes() {
    return Math.max(0, most.get() - before) / MEGABYTE;
  }

  /** Megabytes that are still in use now and were not when the watch began. */
  long keptMegabytes() {
    System.gc();
    return (used() - before) / MEGABYTE;
  }

  @Override
  public void close() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      try {
        ((NotificationEmitter) collector).removeNotificationListener(listener);
      } catch (ListenerNotFoundException neverAdded) {
        // A collector that appeared meanwhile.
      }
    }
  }
}
