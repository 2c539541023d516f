CREATE TABLE `rooms` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(80) NOT NULL COMMENT 'on the door',
  `size` enum('small','large') NOT NULL DEFAULT 'small',
  `rate` decimal(8,2) DEFAULT '0.00',
  PRIMARY KEY (`id`),
  UNIQUE KEY `rooms_name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `stays` (
  `id` int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `room_id` int NOT NULL,
  `from_on` date NOT NULL,
  KEY `stays_room` (`room_id`, `from_on`),
  CONSTRAINT `stay_room` FOREIGN KEY (`room_id`) REFERENCES `rooms` (`id`) ON DELETE RESTRICT
);
